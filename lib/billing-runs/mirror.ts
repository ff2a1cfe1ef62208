/** The mirror entries of charges, and what stands in their way. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { CalendarDate } from '../calendar-date'
import { Refusal } from '../refusal'

/** Later runs with live charges of the same assignments; those that credited charges of this run must be undone first. */
export type DependentRun = { runId: number; lineCount: number; isCredit: boolean }

/** The runs that build on this one, newest first. Reads its charges and those of later runs, each once. */
export async function listDependents(db: Db, runId: number): Promise<DependentRun[]> {
  const whole = wholeRun(runId)
  const later = await rowsOf<{ runId: number; lineCount: number }>(
    db,
    sql`with mine as materialized (select distinct c.assignment_id, c.customer_id from charges c where ${inRange(whole)})
      select later.run_id::float8 as "runId", count(*)::int as "lineCount"
      from charges later join mine on mine.assignment_id = later.assignment_id and mine.customer_id = later.customer_id
      where later.run_id > ${runId} and later.kind <> 'reversal'
        and not exists (select 1 from charges r where r.reverses_id = later.id)
      group by later.run_id order by later.run_id desc`,
  )
  const crediting = new Set(await listCrediting(db, whole))
  return later.map(run => ({ ...run, isCredit: crediting.has(run.runId) }))
}

/** The other runs with a live credit that gives back days of these charges, newest first. */
async function listCrediting(db: Db, range: ChargeRange): Promise<number[]> {
  const rows = await rowsOf<{ runId: number }>(
    db,
    sql`with mine as materialized (
        select c.assignment_id, c.period_from, c.period_to from charges c where ${inRange(range)} and c.kind = 'recurring'
      )
      select distinct later.run_id::float8 as "runId" from mine join charges later on later.assignment_id = mine.assignment_id
        and later.kind = 'credit' and later.period_from >= mine.period_from and later.period_to = mine.period_to
      where later.run_id <> ${range.runId} and not exists (select 1 from charges r where r.reverses_id = later.id)
      order by 1 desc`,
  )
  return rows.map(row => row.runId)
}

/** Where a charge stands in its run: customer by customer, as the index of a run's charges has them. */
export type ChargePlace = { customerId: number; id: number }

/** Charges of a run: those after one, through another. */
export type ChargeRange = { runId: number; after: ChargePlace; through: ChargePlace }

/** Before all charges of a run. */
export const beginning: ChargePlace = { customerId: 0, id: 0 }

/** All charges of a run. */
export const wholeRun = (runId: number): ChargeRange => ({
  runId,
  after: beginning,
  through: { customerId: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER },
})

const inRange = ({ runId, after, through }: ChargeRange) =>
  sql`c.run_id = ${runId} and (c.customer_id, c.id) > (${after.customerId}, ${after.id})
    and (c.customer_id, c.id) <= (${through.customerId}, ${through.id}) and c.kind <> 'reversal'
    and not exists (select 1 from charges r where r.reverses_id = c.id)`

/**
 * Locks who paid for the charges and who pays for their assignments now (a number may have been moved, and runs go by its present
 * payer), in id order as every writer of the ledger does.
 */
export async function lockCharged(tx: Db, range: ChargeRange): Promise<void> {
  await tx.execute(
    sql`with mine as materialized (select distinct c.customer_id, c.assignment_id from charges c where ${inRange(range)})
      select 1 from customers where id in (
        select customer_id from mine union select a.payer_id from mine join assignments a on a.id = mine.assignment_id
      ) order by id for no key update`,
  )
}

/** Throws a Refusal that names the runs to undo first, where another run credited one of the charges. */
export async function refuseCredited(tx: Db, range: ChargeRange): Promise<void> {
  const crediting = await listCrediting(tx, range)
  if (crediting.length === 0) return
  const names = crediting.map(runId => `#${runId}`).join(', ')
  throw new Refusal(`Later runs credited charges of this one. Undo ${names} first.`)
}

/**
 * Where runs must look again for a period that was billed, or due, on a day; the assignment is `a`. What is billed at the end of its
 * period comes earlier where an end was set since: not before the day after that.
 */
export const openedOn = (nextDue: SQL, billedOn: SQL): SQL =>
  sql`least(${nextDue}, ${billedOn}, a.end_on + 1)`

/**
 * The mirror entries of what is live of some charges, whose customers are locked: balances, ledger and the open periods together,
 * or not at all. They keep billing date and period of their charges, and are posted on `postedOn`. Answers how many were written.
 */
export async function mirrorCharges(tx: Db, range: ChargeRange, postedOn: CalendarDate): Promise<number> {
  const rows = await rowsOf<{ count: number }>(
    tx,
    sql`with live as (
        select c.* from charges c where ${inRange(range)}
      ), mirrored as (
        insert into charges (run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on, posted_on,
          period_from, period_to, attempt, reverses_id, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, spend_micro,
          retail_minor, cost_minor, currency, is_debited, explanation)
        select run_id, assignment_id, customer_id, did_id, package_id, version_id, 'reversal', billing_on,
          ${postedOn}::date, period_from, period_to, attempt, id, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, spend_micro,
          -retail_minor, -cost_minor, currency, is_debited, 'Undoes charge ' || id || ' of run ' || run_id || '.'
        from live order by customer_id, id
        returning id, customer_id, assignment_id, billing_on, retail_minor, currency, is_debited
      ), entries as (
        insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id,
          run_id)
        select m.customer_id, 'reversal', m.billing_on, ${postedOn}::date, -m.retail_minor,
          c.balance_minor + sum(-m.retail_minor) over (partition by m.customer_id order by m.id), m.currency, m.id, ${range.runId}
        from mirrored m join customers c on c.id = m.customer_id where m.is_debited order by m.customer_id, m.id
      ), moved as (
        update customers c set balance_minor = c.balance_minor + s.amount
        from (select customer_id, sum(-retail_minor) as amount from mirrored where is_debited group by customer_id) s
        where c.id = s.customer_id
      ), opened as (
        update assignment_pointers p set next_due_on = ${openedOn(sql`p.next_due_on`, sql`s.first_on`)}
        from (select assignment_id, min(billing_on) as first_on from mirrored group by assignment_id) s
        join assignments a on a.id = s.assignment_id where p.assignment_id = s.assignment_id
      )
      select count(*)::int as count from mirrored`,
  )
  return rows[0]?.count ?? 0
}
