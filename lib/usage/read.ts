/** Reads of usage, scoped to who asks: an account manager finds only that of their customers. */

import { and, eq, gte, inArray, lte, sql } from 'drizzle-orm'
import { customers, dids } from '@/db/schema/customers'
import { usage } from '@/db/schema/usage'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { andOwn, visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import { likePattern, mostCounted } from '@/lib/listing/paging'
import { findPage, inOrder, type Position, type Search } from '@/lib/listing/read/pages'

export type UsageAsk = {
  /** A customer's name or account code, a number, or a usage id. */
  search: string
  /** First and last day of the start, in the billing time zone. */
  from: CalendarDate | null
  to: CalendarDate | null
} & Position

const columns = {
  id: usage.id,
  usageId: usage.usageId,
  customerId: usage.customerId,
  customer: customers.name,
  accountCode: customers.accountCode,
  currency: customers.currency,
  didId: usage.didId,
  did: dids.number,
  startedAt: usage.startedAt,
  destination: usage.destination,
  seconds: usage.seconds,
  chargeMicro: usage.chargeMicro,
}

/** One page of usage, the latest day first and in it what was imported last, and how many rows there are (see `ListPage`). */
export async function listUsage({ db, actor }: Within<'actor'>, ask: UsageAsk) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: isAdmin(actor)
        ? sql`${usage}`
        : sql`${usage} join ${customers} on ${customers.id} = ${usage.customerId}`,
      id: usage.id,
      visible: visibleCustomers(actor),
      where: and(
        ask.from === null ? undefined : gte(usage.startedOn, ask.from),
        ask.to === null ? undefined : lte(usage.startedOn, ask.to),
      ),
      search: searchOf(actor, ask.search),
      order: { keys: [{ by: usage.startedOn, type: 'date' }], down: true },
    },
    ask,
  )
  const rows = await db
    .select(columns)
    .from(usage)
    .innerJoin(customers, eq(customers.id, usage.customerId))
    .leftJoin(dids, eq(dids.id, usage.didId))
    .where(inArray(usage.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

export type UsageRow = Awaited<ReturnType<typeof listUsage>>['rows'][number]

/** True once there is a row that the actor may see. */
export async function hasUsage({ db, actor }: Within<'actor'>): Promise<boolean> {
  const [found] = await db
    .select({ id: usage.id })
    .from(usage)
    .innerJoin(customers, eq(customers.id, usage.customerId))
    .where(visibleCustomers(actor))
    .limit(1)
  return found !== undefined
}

// Customers and numbers are few beside usage: they are found first, so that usage is only ever asked by its indexes.
function searchOf(actor: Actor, search: string): Search | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  const digits = search.replace(/^\+/, '').replace(/[\s\-.()]/g, '')
  const own = andOwn(actor, sql`u.customer_id`)
  const payers = sql`select c.id from customers c where c.name ilike ${pattern} or c.account_code ilike ${pattern}`
  const numbers = sql`select d.id from dids d where d.number like ${likePattern(digits)}`
  const isNumber = /^\d{3,15}$/.test(digits)
  const most = sql`limit ${mostCounted + 1}::int`
  const parts = [
    sql`(select u.id from usage u where u.usage_id = ${search})`,
    sql`(select u.id from (${payers}) c join usage u on u.customer_id = c.id where true ${own} ${most})`,
    ...(isNumber
      ? [sql`(select u.id from (${numbers}) d join usage u on u.did_id = d.id where true ${own} ${most})`]
      : []),
  ]
  return {
    ids: parts,
    where: sql`(${usage.usageId} = ${search} or ${usage.customerId} in (${payers})
      ${isNumber ? sql`or ${usage.didId} in (${numbers})` : sql``})`,
  }
}
