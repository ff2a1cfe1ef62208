import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { CalendarDate } from '../../calendar-date'

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

/** Adds usage in one statement. Usage is never changed afterwards. */
export async function insertUsage(tx: Db, rows: readonly UsageValues[]): Promise<void> {
  await tx.execute(sql`
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
    )}`)
}
