/** How much leaks: numbers that are charged to nobody, and numbers of customers that nothing is charged for. */

import { and, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import type { Context, Within } from '@/lib/access/context'
import { keeper } from '@/lib/listing/read/cached-figures'
import { countUpTo } from '@/lib/listing/read/pages'
import { leakOf, visibleDids } from './dids'

export type Leak = 'no_customer' | 'no_package'

const keepLeaks = keeper<Record<Leak, number>>()

/** How many numbers leak money, by the way they do; at most `mostCounted` + 1 each. Of a large book as of the last minutes. */
export async function countLeaks({ db, actor, today, now }: Context): Promise<Record<Leak, number>> {
  const count = async (tx: Db) => ({
    no_customer: await countLeak({ db: tx, actor, today }, 'no_customer'),
    no_package: await countLeak({ db: tx, actor, today }, 'no_package'),
  })
  return (await keepLeaks({ db, actor, now }, today, count)).figures
}

function countLeak({ db, actor, today }: Within<'actor' | 'today'>, leak: Leak): Promise<number> {
  const leaking = and(visibleDids(actor), leakOf(leak, today))
  return countUpTo(
    db,
    sql`select 1 from ${dids} left join ${customers} on ${customers.id} = ${dids.customerId} where ${leaking}`,
  )
}
