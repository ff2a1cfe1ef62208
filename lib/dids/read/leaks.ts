/** How much leaks: numbers that are charged to nobody, and numbers of customers that nothing is charged for. */
import { and, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import type { Actor } from '@/lib/access/actor'
import type { CalendarDate } from '@/lib/calendar-date'
import { keeper } from '@/lib/listing/read/cached-figures'
import { countUpTo } from '@/lib/listing/read/pages'
import { leakOf, visibleDids } from './dids'

export type Leak = 'no_customer' | 'no_package'

const keepLeaks = keeper<Record<Leak, number>>()

/** How many numbers leak money, by the way they do; at most `mostCounted` + 1 each. Of a large book as of the last minutes. */
export async function countLeaks(
  db: Db,
  actor: Actor,
  today: CalendarDate,
  now: Date,
): Promise<Record<Leak, number>> {
  const count = async (tx: Db) => ({
    no_customer: await countLeak(tx, actor, 'no_customer', today),
    no_package: await countLeak(tx, actor, 'no_package', today),
  })
  return (await keepLeaks({ db, actor, now }, today, count)).figures
}

function countLeak(db: Db, actor: Actor, leak: Leak, today: CalendarDate): Promise<number> {
  const leaking = and(visibleDids(actor), leakOf(leak, today))
  return countUpTo(
    db,
    sql`select 1 from ${dids} left join ${customers} on ${customers.id} = ${dids.customerId} where ${leaking}`,
  )
}
