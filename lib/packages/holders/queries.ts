/** Who has a package, and what it earned. Account managers: only of their own customers, and without cost. */
import { and, desc, eq, gte, ilike, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { type Actor, isAdmin } from '../../actor'
import type { CalendarDate } from '../../calendar-date'
import { containing } from '../queries'

export const holdersPerPage = 50

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

export type HolderList = { today: CalendarDate; search?: string; page?: number; ended?: boolean }

/** Only what the actor may see: everybody for an admin, their own customers for an account manager. */
function mine(actor: Actor) {
  return isAdmin(actor) ? undefined : eq(customers.accountManagerId, actor.id ?? '')
}

/** One page of a package's assignments, the latest start first; those that have ended only where asked for. */
export async function listHolders(
  db: Db,
  actor: Actor,
  packageId: number,
  list: HolderList,
): Promise<{ rows: Holder[]; count: number }> {
  const pattern = containing(list.search ?? '')
  const where = and(
    eq(assignments.packageId, packageId),
    mine(actor),
    list.ended ? undefined : or(isNull(assignments.endOn), gte(assignments.endOn, list.today)),
    list.search?.trim()
      ? or(
          ilike(customers.name, pattern),
          ilike(customers.accountCode, pattern),
          ilike(dids.number, pattern),
          ilike(assignments.reference, pattern),
        )
      : undefined,
  )
  const page = Math.max(1, Math.trunc(list.page ?? 1))
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
    .where(where)
    .orderBy(desc(assignments.startOn), desc(assignments.id))
    .limit(holdersPerPage)
    .offset((page - 1) * holdersPerPage)
  const [total] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(assignments)
    .innerJoin(customers, eq(customers.id, assignments.payerId))
    .leftJoin(dids, eq(dids.id, assignments.didId))
    .where(where)
  return { rows, count: total?.count ?? 0 }
}

export type EarnedMonth = { month: string; retailMinor: bigint; costMinor: bigint | null }

/** What a package charged per month (`2026-03`) since a date, credits and reversals taken off; months without charges are left out. */
export async function packageEarnings(
  db: Db,
  actor: Actor,
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
