/** Who has a package, and what it earned. Account managers: only of their own customers, and without cost. */

import { and, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import { type Counted, keeper } from '@/lib/listing/read/cached-figures'
import { findPage, inOrder, type ListPage, type Position } from '@/lib/listing/read/pages'
import { searchOf } from './search'

export type Holder = {
  id: number
  reference: string
  customerId: number
  customer: string
  accountCode: string
  didId: number | null
  did: string | null
  quantity: number
  startOn: CalendarDate
  endOn: CalendarDate | null
}

export type HolderList = { today: CalendarDate; search?: string; ended?: boolean } & Position

/** One page of a package's assignments, the latest start first; those that have ended only where asked for (see `ListPage`). */
export async function listHolders(
  { db, actor }: Within<'actor'>,
  packageId: number,
  list: HolderList,
): Promise<{ rows: Holder[] } & Omit<ListPage, 'ids'>> {
  const { ids, ...page } = await findPage(
    db,
    {
      from: isAdmin(actor)
        ? sql`${assignments}`
        : sql`${assignments} join ${customers} on ${customers.id} = ${assignments.payerId}`,
      id: assignments.id,
      visible: visibleCustomers(actor),
      where: and(
        eq(assignments.packageId, packageId),
        list.ended ? undefined : or(isNull(assignments.endOn), gte(assignments.endOn, list.today)),
      ),
      search: searchOf(actor, list.search ?? '', true),
      order: { keys: [{ by: assignments.startOn, type: 'date' }], down: true },
    },
    list,
  )
  const rows = await db
    .select({
      id: assignments.id,
      reference: assignments.reference,
      customerId: customers.id,
      customer: customers.name,
      accountCode: customers.accountCode,
      didId: assignments.didId,
      did: dids.number,
      quantity: assignments.quantity,
      startOn: assignments.startOn,
      endOn: assignments.endOn,
    })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(inArray(assignments.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

export type EarnedMonth = { month: string; retailMinor: bigint; costMinor: bigint | null }

const keepEarned = keeper<EarnedMonth[]>()

/**
 * What a package charged per month (`2026-03`) since a date, credits and reversals taken off; months without charges are left
 * out. Of a large book as it was counted a short while ago: it reads every charge since then.
 */
export function packageEarnings(
  { db, actor }: Within<'actor'>,
  packageId: number,
  since: CalendarDate,
  now = new Date(),
): Promise<Counted<EarnedMonth[]>> {
  return keepEarned({ db, actor, now }, `${packageId} ${since}`, tx =>
    sumEarnings({ db: tx, actor }, packageId, since),
  )
}

async function sumEarnings(
  { db, actor }: Within<'actor'>,
  packageId: number,
  since: CalendarDate,
): Promise<EarnedMonth[]> {
  const month = sql<string>`to_char(${charges.billingOn}, 'YYYY-MM')`
  const rows = await db
    .select({
      month,
      retail: sql<string>`sum(${charges.retailMinor})::text`,
      cost: actor.canSeeCost ? sql<string | null>`sum(${charges.costMinor})::text` : sql<string | null>`null`,
    })
    .from(charges)
    .where(
      and(
        eq(charges.packageId, packageId),
        gte(charges.billingOn, since),
        // Who sees all needs no look at the customers.
        isAdmin(actor)
          ? undefined
          : sql`${charges.customerId} in (select c.id from customers c where c.account_manager_id = ${actor.id})`,
      ),
    )
    .groupBy(month)
    .orderBy(month)
  return rows.map(row => ({
    month: row.month,
    retailMinor: BigInt(row.retail),
    costMinor: row.cost === null ? null : BigInt(row.cost),
  }))
}
