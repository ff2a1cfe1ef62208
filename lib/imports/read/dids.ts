import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import { array, unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'

export type SavedDid = {
  id: number
  number: string
  customerId: number | null
  customerCode: string | null
  carrier: string
  isEnabled: boolean
  revision: number
}

/** What is saved under these numbers; locked, in id order, where the rows may be changed. */
export async function savedDids(db: Db, numbers: readonly string[], lock: boolean) {
  const query = db
    .select({
      id: dids.id,
      number: dids.number,
      customerId: dids.customerId,
      customerCode: customers.accountCode,
      carrier: dids.carrier,
      isEnabled: dids.isEnabled,
      revision: dids.revision,
    })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(sql`${dids.number} = any(${array('text', numbers)})`)
    .orderBy(dids.id)
  const rows: SavedDid[] = await (lock ? query.for('update', { of: dids }) : query)
  return new Map(rows.map(row => [row.number, row]))
}

/** How many open assignments each of these DIDs has: not ended by `today`. DIDs without one are left out. */
export async function openAssignmentCounts(
  { db, today }: Within<'today'>,
  didIds: readonly number[],
): Promise<Map<number, number>> {
  if (didIds.length === 0) return new Map()
  const rows = await rowsOf<{ did_id: string; open: number }>(
    db,
    sql`select a.did_id, count(*)::int as open from ${unnest(['bigint', didIds])} as d (id)
      join assignments a on a.did_id = d.id and (a.end_on is null or a.end_on >= ${today}) group by a.did_id`,
  )
  return new Map(rows.map(row => [Number(row.did_id), row.open]))
}
