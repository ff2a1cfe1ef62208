/** How a run keeps its own record: opened before the first batch, counted with every batch, closed at the end. */
import { and, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { array, unnest } from '@/db/unnest'
import type { Actor } from '../actor'
import { writeAudit } from '../audit/mutations'
import type { CalendarDate } from '../calendar-date'
import type { BatchCount, RunTotals } from './batch'
import type { RunScope } from './load'
import { silentSeconds } from './words'

/** A running run whose heartbeat is older was interrupted: its process died or lost the database. */
export const heartbeatSeconds = silentSeconds

export type RunRecord = {
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  scope: RunScope
  startedFrom: string
}

/** Writes the run's row and its audit row. Posting runs that died before are marked as interrupted on the way. */
export async function openRun(db: Db, actor: Actor, record: RunRecord, now: Date): Promise<number> {
  return db.transaction(async tx => {
    if (record.mode === 'post') await closeInterrupted(tx, now)
    const [run] = await tx
      .insert(billingRuns)
      .values({
        mode: record.mode,
        throughOn: record.throughOn,
        customerId: record.scope.customerId,
        managerId: record.scope.managerId,
        startedBy: actor.id,
        startedFrom: record.startedFrom,
        startedAt: now,
        heartbeatAt: now,
      })
      .returning({ id: billingRuns.id })
    if (!run) throw new Error('the run was not written')
    await writeAudit(tx, actor, {
      action: record.mode === 'post' ? 'billing_run.posted' : 'billing_run.simulated',
      entity: 'billing_run',
      entityId: run.id,
      label: `#${run.id} through ${record.throughOn}`,
      before: null,
      after: {
        throughOn: record.throughOn,
        customerId: record.scope.customerId,
        startedFrom: record.startedFrom,
      },
    })
    return run.id
  })
}

async function closeInterrupted(tx: Db, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - heartbeatSeconds * 1000)
  await tx
    .update(billingRuns)
    .set({ status: 'failed', failure: 'interrupted', finishedAt: now })
    .where(and(eq(billingRuns.status, 'running'), lt(billingRuns.heartbeatAt, oldest)))
}

export async function setTotal(db: Db, runId: number, assignmentsTotal: number): Promise<void> {
  await db.update(billingRuns).set({ assignmentsTotal }).where(eq(billingRuns.id, runId))
}

/** Adds a batch to the run's counters, in the batch's own transaction. */
export async function countIntoRun(
  tx: Db,
  runId: number,
  batch: BatchCount,
  cursorPayerId: number,
): Promise<void> {
  await tx
    .update(billingRuns)
    .set({
      assignmentsDone: sql`${billingRuns.assignmentsDone} + ${batch.assignmentCount}`,
      chargedCount: sql`${billingRuns.chargedCount} + ${batch.chargedCount}`,
      skippedCount: sql`${billingRuns.skippedCount} + ${batch.skippedCount}`,
      cursorPayerId,
      heartbeatAt: sql`now()`,
    })
    .where(eq(billingRuns.id, runId))
  await addTotals(tx, runId, batch.totals)
}

async function addTotals(tx: Db, runId: number, totals: readonly RunTotals[]): Promise<void> {
  if (totals.length === 0) return
  await tx.execute(
    sql`insert into billing_run_totals (run_id, currency, line_count, retail_minor, cost_minor)
      select ${runId}, t.currency, t.line_count, t.retail, t.cost
      from ${unnest(
        ['text', totals.map(t => t.currency)],
        ['int', totals.map(t => t.lineCount)],
        ['bigint', totals.map(t => t.retailMinor)],
        ['bigint', totals.map(t => t.costMinor)],
      )} as t(currency, line_count, retail, cost)
      on conflict (run_id, currency) do update set line_count = billing_run_totals.line_count + excluded.line_count,
        retail_minor = billing_run_totals.retail_minor + excluded.retail_minor,
        cost_minor = billing_run_totals.cost_minor + excluded.cost_minor`,
  )
}

/** Names the assignments that could not be planned; the others were. */
export async function writeFailures(
  tx: Db,
  runId: number,
  failures: ReadonlyMap<number, unknown>,
): Promise<void> {
  if (failures.size === 0) return
  const ids = [...failures.keys()]
  const messages = [...failures.values()].map(f => (f instanceof Error ? f.message : String(f)))
  await tx.execute(
    sql`insert into billing_run_lines (run_id, outcome, reason, assignment_id, customer_id, did_id, package_id, kind, billing_on,
        period_from, period_to, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor,
        currency, explanation)
      select ${runId}, 'skipped', 'failed', a.id, a.payer_id, a.did_id, a.package_id, 'recurring', a.start_on, a.start_on, a.start_on,
        a.quantity, 0, 0, 1, 1, 0, 0, c.currency, f.message
      from ${unnest(['bigint', ids], ['text', messages])} as f(id, message)
      join assignments a on a.id = f.id join customers c on c.id = a.payer_id where a.id = any(${array('bigint', ids)})`,
  )
}

export async function closeRun(
  db: Db,
  runId: number,
  end: { status: 'completed' | 'failed'; failure?: string; alreadyChargedCount?: number; now: Date },
): Promise<void> {
  await db
    .update(billingRuns)
    .set({
      status: end.status,
      failure: end.failure ?? null,
      finishedAt: end.now,
      ...(end.alreadyChargedCount === undefined ? {} : { alreadyChargedCount: end.alreadyChargedCount }),
    })
    .where(eq(billingRuns.id, runId))
}
