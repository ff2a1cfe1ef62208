/** The mirror entries of charges, and what stands in their way. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { CalendarDate } from '@/lib/calendar-date'
import { openedFrom } from '@/lib/planning/pointers'

/** A later run with live charges of the same assignments; `settledCount` of its lines settle charges of this run. */
export type DependentRun = { runId: number; lineCount: number; settledCount: number }

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
  const settled = new Map((await listSettling(db, whole)).map(run => [run.runId, run.lineCount]))
  return later.map(run => ({ ...run, settledCount: settled.get(run.runId) ?? 0 }))
}

/** Where a charge stands in its run: customer by customer, as the index of a run's charges has them. */
export type ChargePlace = { customerId: number; id: number }

/** Charges of a run: those after one, through another. */
export type ChargeRange = { runId: number; after: ChargePlace; through: ChargePlace }

/** Before all charges of a run. */
export const beginning: ChargePlace = { customerId: 0, id: 0 }

/** All charges of a run. */
const wholeRun = (runId: number): ChargeRange => ({
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
        union select part.payer_id from mine join assignments a on a.id = mine.assignment_id
          join assignments part on part.root_id = a.root_id
      ) order by id for no key update`,
  )
}

/** What undoes more than its own charges: runs that settled periods of these, newest first, and how many lines each loses. */
export type SettlingRun = { runId: number; lineCount: number }

/** The other runs with live settlements of the periods that these charges pay for: they are undone with them. */
export async function listSettling(db: Db, range: ChargeRange): Promise<SettlingRun[]> {
  return rowsOf<SettlingRun>(
    db,
    sql`with mine as materialized (
        select c.assignment_id, c.opens_on from charges c where ${inRange(range)} and c.kind = 'recurring' and c.settlement = 0
      )
      select s.run_id::float8 as "runId", count(*)::int as "lineCount" from mine join charges s
        on s.assignment_id = mine.assignment_id and s.opens_on = mine.opens_on and s.settlement > 0 and s.kind <> 'reversal'
      where s.run_id <> ${range.runId} and not exists (select 1 from charges r where r.reverses_id = s.id)
      group by s.run_id order by s.run_id desc`,
  )
}

/**
 * The mirror entries of what is live of some charges, whose customers are locked, and of what settled their periods since, whatever
 * run that is of: balances, ledger and the open periods together, or not at all. They keep billing date and period of
 * their charges, and are posted on `postedOn`. Answers how many of the run's own were written.
 */
export async function mirrorCharges(tx: Db, range: ChargeRange, postedOn: CalendarDate): Promise<number> {
  const rows = await rowsOf<{ count: number }>(
    tx,
    sql`with chosen as materialized (
        select c.* from charges c where ${inRange(range)}
      ), settling as materialized (
        select s.* from chosen c join charges s on s.assignment_id = c.assignment_id and s.opens_on = c.opens_on
          and s.settlement > 0 and s.kind <> 'reversal'
        where c.kind = 'recurring' and c.settlement = 0 and s.id not in (select id from chosen)
          and not exists (select 1 from charges r where r.reverses_id = s.id)
      ), live as (
        select * from chosen union all select * from settling
      ), mirrored as (
        insert into charges (run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on, posted_on,
          period_from, period_to, opens_on, settlement, change_number, attempt, reverses_id, quantity, unit_retail_micro, unit_cost_micro,
          numerator, denominator, spend_micro, retail_minor, cost_minor, currency, is_debited, explanation)
        select run_id, assignment_id, customer_id, did_id, package_id, version_id, 'reversal', billing_on,
          ${postedOn}::date, period_from, period_to, opens_on, settlement, change_number, attempt, id, quantity, unit_retail_micro, unit_cost_micro,
          numerator, denominator, spend_micro, -retail_minor, -cost_minor, currency, is_debited,
          'Undoes charge ' || id || ' of run ' || run_id || '.'
        from live order by customer_id, id
        returning id, run_id, customer_id, assignment_id, billing_on, opens_on, retail_minor, currency, is_debited
      ), entries as (
        insert into ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id,
          run_id)
        select m.customer_id, 'reversal', m.billing_on, ${postedOn}::date, -m.retail_minor,
          c.balance_minor + sum(-m.retail_minor) over (partition by m.customer_id order by m.id), m.currency, m.id, m.run_id
        from mirrored m join customers c on c.id = m.customer_id where m.is_debited order by m.customer_id, m.id
      ), moved as (
        update customers c set balance_minor = c.balance_minor + s.amount
        from (select customer_id, sum(-retail_minor) as amount from mirrored where is_debited group by customer_id) s
        where c.id = s.customer_id
      ), others as (
        update billing_runs b set reversed_count = b.reversed_count + s.count
        from (select run_id, count(*)::int as count from mirrored where run_id <> ${range.runId} group by run_id) s where b.id = s.run_id
      ), opened as (
        select assignment_id, min(opens_on) as opens_on from mirrored group by assignment_id
      ), pointed as (
        update assignment_pointers p set ${openedFrom(sql`o.opens_on`)} from opened o where p.assignment_id = o.assignment_id
      ), parts as (
        update assignment_pointers p set ledger_from_on = least(p.ledger_from_on, o.opens_on)
        from opened o join assignments a on a.id = o.assignment_id join assignments part on part.root_id = a.root_id and part.id <> a.id
        where p.assignment_id = part.id and part.id not in (select assignment_id from opened)
      )
      select count(*)::int as count from mirrored where run_id = ${range.runId}`,
  )
  return rows[0]?.count ?? 0
}
