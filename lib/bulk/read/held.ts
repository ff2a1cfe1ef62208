/** What the targets of a bulk change have, and the bulk changes that there were. */

import { and, desc, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { bulkChanges } from '@/db/schema/bulk'
import { users } from '@/db/schema/users'
import { idSet } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import type { Selection } from '../schema'
import type { Target } from './targets'

/** An assignment that a target has and that has not ended. */
export type HeldAssignment = {
  id: number
  reference: string
  target: Target
  payerId: number
  package: string
  currency: string
  quantity: number
  startOn: CalendarDate
  endOn: CalendarDate | null
  /** The start of service if its number was moved; dates and minimum days are counted from it. */
  anchorOn: CalendarDate | null
  /** Where it was moved away: the day, and then it is changed as what it went on as. */
  movedOn: CalendarDate | null
  /** Whether an earlier release moved it: then its end stays. */
  isEndFixed: boolean
  minimumDays: number | null
  revision: number
}

const columnOf = (kind: Selection['kind']) => sql.raw(kind === 'did' ? 'a.did_id' : 'a.customer_id')

/** The open assignments of targets, of one package or of all, in the order of the targets. */
export async function listHeld(
  { db, today }: Within<'today'>,
  { kind, packageId }: { kind: Selection['kind']; packageId: number | null },
  targets: readonly Target[],
): Promise<HeldAssignment[]> {
  const byId = new Map(targets.map((target, place) => [target.id, { target, place }]))
  const rows = await rowsOf<Omit<HeldAssignment, 'target'> & { targetId: number }>(
    db,
    sql`select a.id::float8 as id, a.reference, ${columnOf(kind)}::float8 as "targetId", a.payer_id::float8 as "payerId",
      p.name as package, p.currency, a.quantity, a.start_on::text as "startOn", a.end_on::text as "endOn",
      a.anchor_on::text as "anchorOn", a.moved_on::text as "movedOn", a.payers_before <> '{}' as "isEndFixed",
      a.minimum_days as "minimumDays", a.revision
      from assignments a join packages p on p.id = a.package_id
      where ${columnOf(kind)} in ${idSet([...byId.keys()])} and (a.end_on is null or a.end_on >= ${today}::date)
        ${packageId === null ? sql`` : sql`and a.package_id = ${packageId}`} order by a.id`,
  )
  return rows
    .flatMap(({ targetId, ...row }) => {
      const found = byId.get(targetId)
      // One that an earlier customer of the number still pays for is not this customer's to change.
      if (!found || found.target.payerId !== row.payerId) return []
      return [{ row: { ...row, target: found.target }, place: found.place }]
    })
    .sort((a, b) => a.place - b.place || a.row.id - b.row.id)
    .map(({ row }) => row)
}

/** The targets that have a package on or after a day. */
export async function holdersOf(
  db: Db,
  { kind, packageId }: { kind: Selection['kind']; packageId: number },
  targets: readonly Target[],
  from: CalendarDate,
): Promise<Set<number>> {
  const ids = targets.map(target => target.id)
  const rows = await rowsOf<{ id: number }>(
    db,
    sql`select distinct ${columnOf(kind)}::float8 as id from assignments a
      where ${columnOf(kind)} in ${idSet(ids)} and a.package_id = ${packageId}
        and (a.end_on is null or a.end_on >= ${from}::date)`,
  )
  return new Set(rows.map(row => row.id))
}

/** The last bulk changes: an admin's view is of everybody's, an account manager's of their own. */
export async function listBulkChanges({ db, actor }: Within<'actor'>) {
  return db
    .select({
      id: bulkChanges.id,
      kind: bulkChanges.kind,
      label: bulkChanges.label,
      rowCount: bulkChanges.rowCount,
      by: users.name,
      at: bulkChanges.createdAt,
      takenBackAt: bulkChanges.takenBackAt,
    })
    .from(bulkChanges)
    .leftJoin(users, eq(users.id, bulkChanges.createdBy))
    .where(and(isAdmin(actor) ? undefined : sql`${bulkChanges.createdBy} = ${actor.id}`))
    .orderBy(desc(bulkChanges.createdAt), desc(bulkChanges.id))
    .limit(50)
}
