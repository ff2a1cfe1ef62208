/** How much leaks: numbers that are charged to nobody, and numbers of customers that nothing is charged for. */
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import type { Actor } from '../actor'
import type { CalendarDate } from '../calendar-date'
import { mostCounted } from '../paging'
import { leakOf, visibleDids } from './queries'

export type Leak = 'no_customer' | 'no_package'

/** How many numbers leak money, by the way they do; at most `mostCounted` + 1 each. */
export async function countLeaks(db: Db, actor: Actor, today: CalendarDate): Promise<Record<Leak, number>> {
  const count = async (leak: Leak) => {
    const found = db
      .select({ id: dids.id })
      .from(dids)
      .leftJoin(customers, eq(customers.id, dids.customerId))
      .where(and(visibleDids(actor), leakOf(leak, today)))
      .limit(mostCounted + 1)
      .as('found')
    const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(found)
    return row?.count ?? 0
  }
  const [noCustomer, noPackage] = await Promise.all([count('no_customer'), count('no_package')])
  return { no_customer: noCustomer, no_package: noPackage }
}
