/** The bare pipeline: read a batch, plan it with a few integers, write it once. What posting would cost without the rest. */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { dateOf, unnest } from '@/db/unnest'
import { toDay } from '@/lib/calendar-date'

/** As many assignments as a batch of a run has; whole customers, so that two workers never want the same balance. */
const payersABatch = 500
const workers = 2

type Row = {
  id: number
  payerId: number
  didId: number | null
  packageId: number
  quantity: number
  versionId: number
  retailMicro: number
  costMicro: number
  day: number
}

/** Copies with the same indexes, and the book beside them as it stands: what a pipeline that bills must move too. */
export async function makeBareTables(db: Db): Promise<void> {
  for (const table of ['charges', 'ledger_entries', 'customers', 'assignment_pointers'])
    await db.execute(sql.raw(`create table bare_${table} (like ${table} including all)`))
  await db.execute(
    sql`insert into bare_customers overriding system value select * from customers order by id`,
  )
  await db.execute(
    sql`insert into bare_assignment_pointers select * from assignment_pointers order by assignment_id`,
  )
  await db.execute(sql`analyze bare_customers, bare_assignment_pointers`)
}

/** Seconds to post one monthly charge with its debit for every assignment, on `billingOn`; all that is known is assumed. */
export async function bareSeconds(db: Db, billingOn: string, payers: number): Promise<number> {
  const started = performance.now()
  let next = 0
  const work = async () => {
    while (next < payers) {
      const from = next
      next += payersABatch
      await db.transaction(tx => postBatch(tx, from, billingOn))
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return (performance.now() - started) / 1000
}

async function postBatch(tx: Db, from: number, billingOn: string): Promise<void> {
  const rows = await rowsOf<Row>(
    tx,
    sql`select a.id::float8 as id, a.payer_id::float8 as "payerId", a.did_id::float8 as "didId", a.package_id::float8 as "packageId",
      a.quantity, v.id::float8 as "versionId", v.retail_micro::float8 as "retailMicro", v.cost_micro::float8 as "costMicro",
      (a.start_on - date '1970-01-01') as day
      from assignments a join package_versions v on v.package_id = a.package_id
      where a.payer_id > ${from} and a.payer_id <= ${from + payersABatch} order by a.payer_id, a.id`,
  )
  const day = toDay(billingOn as `${number}-${number}-${number}`)
  const next = monthAfter(billingOn)
  const lines = rows.filter(row => row.day <= day)
  const minor = (micro: number, quantity: number) => Math.round((micro * quantity) / 10_000)
  await tx.execute(
    sql`with l as materialized (
        select nextval('charges_id_seq') as id, l.* from ${unnest(
          ['bigint', lines.map(l => l.id)],
          ['bigint', lines.map(l => l.payerId)],
          ['bigint', lines.map(l => l.didId)],
          ['bigint', lines.map(l => l.packageId)],
          ['bigint', lines.map(l => l.versionId)],
          ['int', lines.map(l => l.quantity)],
          ['bigint', lines.map(l => l.retailMicro)],
          ['bigint', lines.map(l => l.costMicro)],
          ['bigint', lines.map(l => minor(l.retailMicro, l.quantity))],
          ['bigint', lines.map(l => minor(l.costMicro, l.quantity))],
        )} as l(assignment_id, customer_id, did_id, package_id, version_id, quantity, unit_retail, unit_cost, retail, cost)
      ), posted as (
        insert into bare_charges (id, run_id, assignment_id, customer_id, did_id, package_id, version_id, kind, billing_on,
          posted_on, period_from, period_to, opens_on, change_number, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor,
          currency, is_debited, explanation) overriding system value
        select l.id, 1, assignment_id, customer_id, did_id, package_id, version_id, 'recurring', ${billingOn}::date, ${billingOn}::date,
          ${billingOn}::date, ${next}::date, ${billingOn}::date, 1, quantity, unit_retail, unit_cost, 1, 1, retail, cost, 'USD', true, '' from l
      ), debited as (
        insert into bare_ledger_entries (customer_id, kind, occurred_on, posted_on, amount_minor, balance_after_minor, currency, charge_id, run_id)
        select customer_id, 'charge', ${billingOn}::date, ${billingOn}::date, -retail, 0, 'USD', id, 1 from l
      ), moved as (
        update bare_customers c set balance_minor = c.balance_minor - s.retail
        from (select customer_id, sum(retail) as retail from l group by customer_id) s where c.id = s.customer_id
      )
      update bare_assignment_pointers p set next_due_on = ${next}::date, looked_through_on = ${dateOf(sql`${day}::int`)}
      from l where p.assignment_id = l.assignment_id`,
  )
}

function monthAfter(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number)
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
}
