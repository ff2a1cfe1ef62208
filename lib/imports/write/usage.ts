import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { CalendarDate } from '@/lib/calendar-date'

export type UsageValues = {
  usageId: string
  customerId: number
  didId: number | null
  /** ISO 8601, UTC. */
  startedAt: string
  startedOn: CalendarDate
  destination: string | null
  seconds: number | null
  chargeMicro: number
}

/**
 * Adds usage in one statement, written down at once: until it is executed a row is kept as its text, which takes a third of what
 * its values take. Usage is never changed afterwards.
 */
export function insertUsage(rows: readonly UsageValues[]): (tx: Db) => Promise<void> {
  const statement = sql`
    insert into usage (usage_id, customer_id, did_id, started_at, started_on, destination, seconds, charge_micro)
    select * from ${unnest(
      ['text', rows.map(row => row.usageId)],
      ['bigint', rows.map(row => row.customerId)],
      ['bigint', rows.map(row => row.didId)],
      ['timestamptz', rows.map(row => row.startedAt)],
      ['date', rows.map(row => row.startedOn)],
      ['text', rows.map(row => row.destination)],
      ['int', rows.map(row => row.seconds)],
      ['bigint', rows.map(row => row.chargeMicro)],
    )}`
  const corrections = rows.filter(row => row.chargeMicro < 0)
  const reopened = corrections.length === 0 ? null : reopenWindows(corrections)
  return async tx => {
    await tx.execute(statement)
    if (reopened === null) return
    await tx.execute(lockPayers(corrections))
    await tx.execute(reopened)
  }
}

const targetsOf = (rows: readonly UsageValues[]) =>
  unnest(
    ['bigint', rows.map(row => row.customerId)],
    ['bigint', rows.map(row => row.didId)],
    ['date', rows.map(row => row.startedOn)],
  )

/** Who pays for what corrections may reopen: a run that plans them must not write their pointers meanwhile. */
const lockPayers = (rows: readonly UsageValues[]): SQL => sql`
  select id from customers where id in (select a.payer_id from ${targetsOf(rows)} as u (customer_id, did_id, started_on)
    join assignments a on a.customer_id = u.customer_id or a.did_id = u.did_id) order by id for no key update`

/**
 * A correction may leave a window of minimum spend short whose commitment was reached, and which was not charged for that reason: runs
 * look again from its day on. What is charged stays as it is.
 */
function reopenWindows(rows: readonly UsageValues[]): SQL {
  return sql`
    update assignment_pointers p set next_due_on = least(p.next_due_on, f.first_on), ledger_from_on = least(p.ledger_from_on, f.first_on)
    from (
      select a.id, min(u.started_on) as first_on from ${targetsOf(rows)} as u (customer_id, did_id, started_on)
      join assignments a on a.customer_id = u.customer_id or a.did_id = u.did_id
      where exists (select 1 from package_versions v where v.package_id = a.package_id and v.minimum_spend)
      group by a.id
    ) f where p.assignment_id = f.id`
}
