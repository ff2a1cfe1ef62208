import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { DidInput } from '@/lib/dids/schema'

/** Adds numbers in one statement. One that somebody else added meanwhile breaks dids_number_unique. */
export async function insertDids(tx: Db, rows: readonly DidInput[]): Promise<void> {
  await tx.execute(sql`
    insert into dids (number, customer_id, carrier, is_enabled)
    select * from ${unnest(
      ['text', rows.map(row => row.number)],
      ['bigint', rows.map(row => row.customerId)],
      ['text', rows.map(row => row.carrier)],
      ['boolean', rows.map(row => row.isEnabled)],
    )}`)
}

/** Gives numbers, by id, what their rows say. */
export async function updateDids(tx: Db, rows: readonly (DidInput & { id: number })[]): Promise<void> {
  await tx.execute(sql`
    update dids d set customer_id = n.customer_id, carrier = n.carrier, is_enabled = n.is_enabled,
      revision = d.revision + 1, updated_at = now()
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['bigint', rows.map(row => row.customerId)],
      ['text', rows.map(row => row.carrier)],
      ['boolean', rows.map(row => row.isEnabled)],
    )} as n (id, customer_id, carrier, is_enabled)
    where d.id = n.id`)
}
