import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
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
