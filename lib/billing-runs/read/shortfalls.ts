/** Who goes below zero by a run, a page at a time, the deepest first. */

import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { billingRunShortfalls } from '@/db/schema/run-parts'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { likePattern, pageSize } from '@/lib/listing/paging'

export type ListedShortfall = {
  customerId: number
  customer: string
  accountCode: string
  currency: string
  /** Available when their batch was planned, and after its debits: balance and debit limit. */
  beforeMinor: bigint
  afterMinor: bigint
}

/** A place in the list: the amount of the last row seen, and its customer. `-1234_5`. */
type Place = { afterMinor: bigint; customerId: number }

function placeOf(text: string | null): Place | null {
  const [, amount, id] = /^(-\d{1,18})_(\d{1,15})$/.exec(text ?? '') ?? []
  return amount === undefined ? null : { afterMinor: BigInt(amount), customerId: Number(id) }
}

const textOf = (row: ListedShortfall | undefined) =>
  row === undefined ? null : `${row.afterMinor}_${row.customerId}`

export type ShortfallAsk = { search: string; after?: string | null; before?: string | null }

const { runId, customerId, availableBeforeMinor, availableAfterMinor } = billingRunShortfalls
const place = sql`(${availableAfterMinor}, ${customerId})`
const at = (found: Place): SQL => sql`(${found.afterMinor}::bigint, ${found.customerId}::bigint)`

/** One page of the customers of a run that are left with less than nothing available. The caller has judged that the run is the actor's. */
export async function listShortfalls(
  { db, actor }: Within<'actor'>,
  run: number,
  ask: ShortfallAsk,
): Promise<{ rows: ListedShortfall[]; next: string | null; previous: string | null }> {
  const [after, before] = [placeOf(ask.after ?? null), placeOf(ask.before ?? null)]
  const backwards = before !== null
  const order = backwards ? desc : asc
  const pattern = likePattern(ask.search)
  const found = await db
    .select({
      customerId,
      customer: customers.name,
      accountCode: customers.accountCode,
      currency: customers.currency,
      beforeMinor: availableBeforeMinor,
      afterMinor: availableAfterMinor,
    })
    .from(billingRunShortfalls)
    .innerJoin(customers, eq(customers.id, customerId))
    .where(
      and(
        eq(runId, run),
        visibleCustomers(actor),
        ask.search.trim() === ''
          ? undefined
          : sql`(${customers.name} ilike ${pattern} or ${customers.accountCode} ilike ${pattern})`,
        after === null ? undefined : sql`${place} > ${at(after)}`,
        before === null ? undefined : sql`${place} < ${at(before)}`,
      ),
    )
    .orderBy(order(availableAfterMinor), order(customerId))
    .limit(pageSize + 1)
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const hasMore = found.length > pageSize
  return {
    rows,
    previous: (backwards ? hasMore : after !== null) ? textOf(rows[0]) : null,
    next: backwards || hasMore ? textOf(rows.at(-1)) : null,
  }
}

/** How many customers of a run are left with less than nothing available. */
export async function countShortfalls({ db, actor }: Within<'actor'>, run: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(billingRunShortfalls)
    .innerJoin(customers, eq(customers.id, customerId))
    .where(and(eq(runId, run), visibleCustomers(actor)))
  return row?.count ?? 0
}
