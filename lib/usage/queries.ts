/** Reads of usage, scoped to who asks: an account manager finds only that of their customers. */
import { and, asc, desc, eq, gt, gte, ilike, inArray, lt, lte, or, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers, dids } from '@/db/schema/customers'
import { usage } from '@/db/schema/usage'
import type { Actor } from '../actor'
import type { CalendarDate } from '../calendar-date'
import { visibleCustomers } from '../customers/access'
import { likePattern, pageSize } from '../paging'

export type UsageAsk = {
  /** A customer's name or account code, a number, or a usage id. */
  search: string
  /** First and last day of the start, in the billing time zone. */
  from: CalendarDate | null
  to: CalendarDate | null
  /** The id of the last row seen: older rows follow. */
  after: number | null
  /** The id of the first row seen: newer rows before it. */
  before: number | null
}

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

/** One page of usage, what was imported last first. Pages by id: as quick at the end as at the start. */
export async function listUsage(db: Db, actor: Actor, ask: UsageAsk) {
  const backwards = ask.before !== null
  const found = await db
    .select(columns)
    .from(usage)
    .innerJoin(customers, eq(customers.id, usage.customerId))
    .leftJoin(dids, eq(dids.id, usage.didId))
    .where(
      and(
        visibleCustomers(actor),
        ask.search === '' ? undefined : await searched(db, actor, ask.search),
        ask.from === null ? undefined : gte(usage.startedOn, ask.from),
        ask.to === null ? undefined : lte(usage.startedOn, ask.to),
        ask.after === null ? undefined : lt(usage.id, ask.after),
        ask.before === null ? undefined : gt(usage.id, ask.before),
      ),
    )
    .orderBy(backwards ? asc(usage.id) : desc(usage.id))
    .limit(pageSize + 1)
  const hasMore = found.length > pageSize
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const hasNewer = backwards ? hasMore : ask.after !== null
  const hasOlder = backwards || hasMore
  return {
    rows,
    previous: hasNewer && rows[0] ? String(rows[0].id) : null,
    next: hasOlder && rows.length > 0 ? String(rows.at(-1)?.id) : null,
  }
}

export type UsageRow = Awaited<ReturnType<typeof listUsage>>['rows'][number]

/** True once there is a row that the actor may see. */
export async function hasUsage(db: Db, actor: Actor): Promise<boolean> {
  const [found] = await db
    .select({ id: usage.id })
    .from(usage)
    .innerJoin(customers, eq(customers.id, usage.customerId))
    .where(visibleCustomers(actor))
    .limit(1)
  return found !== undefined
}

/** At most this many customers and numbers that a search may mean. */
const most = 200

// Customers and numbers are few beside usage: they are found first, so that usage is only ever asked by its indexes.
async function searched(db: Db, actor: Actor, search: string): Promise<SQL | undefined> {
  const pattern = likePattern(search)
  const digits = search.replace(/^\+/, '').replace(/[\s\-.()]/g, '')
  const [named, numbered] = await Promise.all([
    db
      .select({ id: customers.id })
      .from(customers)
      .where(
        and(
          visibleCustomers(actor),
          or(ilike(customers.name, pattern), ilike(customers.accountCode, pattern)),
        ),
      )
      .limit(most),
    /^\d{3,15}$/.test(digits)
      ? db
          .select({ id: dids.id })
          .from(dids)
          .where(ilike(dids.number, likePattern(digits)))
          .limit(most)
      : [],
  ])
  const customerIds = named.map(row => row.id)
  const didIds = numbered.map(row => row.id)
  return or(
    eq(usage.usageId, search),
    customerIds.length > 0 ? inArray(usage.customerId, customerIds) : undefined,
    didIds.length > 0 ? inArray(usage.didId, didIds) : undefined,
  )
}
