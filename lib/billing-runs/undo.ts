/** Undo: a mirror entry for every live charge of a run, and exactly those periods open again. Nothing is deleted. */
import { setImmediate } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { array } from '@/db/unnest'
import { type Actor, requireAdmin } from '../actor'
import { writeAudit } from '../audit/mutations'
import type { CalendarDate } from '../calendar-date'
import { Refusal } from '../refusal'
import { heartbeatSeconds } from './progress'
import { retrying } from './retry'

export type UndoOptions = {
  runId: number
  reason: string
  now: Date
  today: CalendarDate
  batchSize?: number
}
export type UndoResult = { runId: number; reversedCount: number }

/** Later runs with live charges of the same assignments; those that credited charges of this run must be undone first. */
export type DependentRun = { runId: number; lineCount: number; isCredit: boolean }

/** The runs that build on this one, newest first. */
export async function listDependents(db: Db, runId: number): Promise<DependentRun[]> {
  return rowsOf<DependentRun>(
    db,
    sql`select later.run_id::float8 as "runId", count(distinct later.id)::int as "lineCount", bool_or(later.kind = 'credit') as "isCredit"
      from charges c join charges later on later.customer_id = c.customer_id and later.assignment_id = c.assignment_id
        and later.run_id > c.run_id and later.kind <> 'reversal'
      where c.run_id = ${runId} and c.kind <> 'reversal'
        and not exists (select 1 from charges r where r.reverses_id = c.id)
        and not exists (select 1 from charges r where r.reverses_id = later.id)
      group by later.run_id order by later.run_id desc`,
  )
}

/**
 * Undoes a posted run, customer by customer; undoing it again does nothing. Throws a Refusal where the run is simulated,
 * still running, or where a later run credited what it charged.
 */
export async function undoRun(db: Db, actor: Actor, options: UndoOptions): Promise<UndoResult> {
  requireAdmin(actor)
  const { runId, reason, now } = options
  await judgeUndo(db, runId, now)
  const customers = await rowsOf<{ id: number }>(
    db,
    sql`select distinct customer_id::float8 as id from charges where run_id = ${runId} order by 1`,
  )
  let reversedCount = 0
  const size = options.batchSize ?? 200
  for (let i = 0; i < customers.length; i += size) {
    const ids = customers.slice(i, i + size).map(c => c.id)
    reversedCount += await retrying(() => db.transaction(tx => mirrorCharges(tx, runId, ids, options.today)))
    await setImmediate()
  }
  await db.transaction(async tx => {
    const [run] = await tx.select().from(billingRuns).where(eq(billingRuns.id, runId)).for('update')
    if (run === undefined || (run.status === 'undone' && reversedCount === 0)) return
    await tx
      .update(billingRuns)
      .set({ status: 'undone', undoneAt: now, undoneBy: actor.id, undoReason: reason })
      .where(eq(billingRuns.id, runId))
    await writeAudit(tx, actor, {
      action: 'billing_run.undone',
      entity: 'billing_run',
      entityId: runId,
      label: `#${runId} through ${run.throughOn}`,
      before: { status: run.status },
      after: { status: 'undone', reversedCount },
      reason,
    })
  })
  return { runId, reversedCount }
}

async function judgeUndo(db: Db, runId: number, now: Date): Promise<void> {
  const [run] = await db.select().from(billingRuns).where(eq(billingRuns.id, runId))
  if (run === undefined) throw new Refusal(`There is no run #${runId}.`)
  if (run.mode === 'simulate') throw new Refusal(`Run #${runId} was simulated: it charged nothing.`)
  const age = now.getTime() - run.heartbeatAt.getTime()
  if (run.status === 'running' && age < heartbeatSeconds * 1000) {
    throw new Refusal(`Run #${runId} is still running. Cancel it first, or wait until it has finished.`)
  }
  // An execution that only seems dead must not post behind the undo.
  if (run.status === 'running' || run.status === 'paused') {
    await db
      .update(billingRuns)
      .set({ status: 'cancelled', finishedAt: now })
      .where(eq(billingRuns.id, runId))
  }
  const credits = (await listDependents(db, runId)).filter(later => later.isCredit)
  if (credits.length > 0) {
    const names = credits.map(later => `#${later.runId}`).join(', ')
    throw new Refusal(`Later runs credited charges of this one. Undo ${names} first.`)
  }
}

/**
 * The mirror entries of some customers' charges of a run (or one of them): balances, ledger and the open periods together, or not
 * at all. What is undone already is left alone. Answers how many were written.
 */
export async function mirrorCharges(
  tx: Db,
  runId: number,
  customerIds: readonly number[],
  today: CalendarDate,
  chargeId: number | null = null,
): Promise<number> {
  const ids = array('bigint', customerIds)
  const chosen = chargeId === null ? sql`` : sql`and c.id = ${chargeId}`
  await tx.execute(sql`select 1 from customers where id = any(${ids}) order by id for no key update`)
  const rows = await rowsOf<{ count: number }>(
    tx,
    sql`with live as (
        select c.* from charges c where c.run_id = ${runId} and c.customer_id = any(${ids}) and c.kind <> 'reversal' ${chosen}
          and not exists (select 1 from charges r where r.reverses_id = c.id)
      ), mirrored as (
        insert into charges (run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on, period_from,
          period_to, attempt, reverses_id, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, spend_micro,
          retail_minor, cost_minor, currency, is_debited, explanation)
        select run_id, assignment_id, customer_id, did_id, package_id, version_id, 'reversal', billing_on, period_from,
          period_to, attempt, id, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, spend_micro,
          -retail_minor, -cost_minor, currency, is_debited, 'Undoes charge ' || id || ' of run ' || run_id || '.'
        from live order by customer_id, id
        returning id, customer_id, assignment_id, billing_on, retail_minor, currency, is_debited
      ), entries as (
        insert into ledger_entries (customer_id, kind, occurred_on, amount_minor, balance_after_minor, currency, charge_id, run_id)
        select m.customer_id, 'reversal', ${today}::date, -m.retail_minor,
          c.balance_minor + sum(-m.retail_minor) over (partition by m.customer_id order by m.id), m.currency, m.id, ${runId}
        from mirrored m join customers c on c.id = m.customer_id where m.is_debited order by m.customer_id, m.id
      ), moved as (
        update customers c set balance_minor = c.balance_minor + s.amount
        from (select customer_id, sum(-retail_minor) as amount from mirrored where is_debited group by customer_id) s
        where c.id = s.customer_id
      ), opened as (
        update assignment_pointers p set next_due_on = least(p.next_due_on, s.first_on)
        from (select assignment_id, min(billing_on) as first_on from mirrored group by assignment_id) s
        where p.assignment_id = s.assignment_id
      )
      select count(*)::int as count from mirrored`,
  )
  const count = rows[0]?.count ?? 0
  await tx
    .update(billingRuns)
    .set({ reversedCount: sql`${billingRuns.reversedCount} + ${count}` })
    .where(eq(billingRuns.id, runId))
  return count
}
