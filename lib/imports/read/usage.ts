import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import { usage } from '@/db/schema/usage'
import { array } from '@/db/unnest'

/** What is saved under these usage ids. */
export async function savedUsage(db: Db, usageIds: readonly string[]) {
  const rows = await db
    .select({
      usageId: usage.usageId,
      customerId: usage.customerId,
      didId: usage.didId,
      startedAt: usage.startedAt,
      destination: usage.destination,
      seconds: usage.seconds,
      chargeMicro: usage.chargeMicro,
    })
    .from(usage)
    .where(sql`${usage.usageId} = any(${array('text', usageIds)})`)
  return new Map(rows.map(row => [row.usageId, row]))
}

export type SavedUsage = Awaited<ReturnType<typeof savedUsage>> extends Map<string, infer Row> ? Row : never

/** Ids of customers by account code: of a million rows no more is needed, nor kept. */
export async function customerIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ code: customers.accountCode, id: customers.id })
    .from(customers)
    .where(sql`${customers.accountCode} = any(${array('text', codes)})`)
  return new Map(rows.map(row => [row.code, row.id]))
}

/** Ids of DIDs by number. */
export async function didIds(db: Db, numbers: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ number: dids.number, id: dids.id })
    .from(dids)
    .where(sql`${dids.number} = any(${array('text', numbers)})`)
  return new Map(rows.map(row => [row.number, row.id]))
}
