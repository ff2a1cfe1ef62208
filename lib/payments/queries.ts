/** Reads of payments, scoped to who asks: an account manager finds only those of their customers. */
import { and, asc, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { type PaymentStatus, payments } from '@/db/schema/payments'
import type { Actor } from '../actor'
import { parseDay } from '../calendar-date'
import { visibleCustomers } from '../customers/access'
import { likePattern, pageSize } from '../paging'

export type PaymentAsk = {
  /** A reference, a description, a customer's name or account code. */
  search: string
  status: PaymentStatus | null
  /** Cursors, as this query gave them: older rows follow, newer rows come before. */
  after: string | null
  before: string | null
}

const columns = {
  id: payments.id,
  reference: payments.reference,
  customerId: payments.customerId,
  customer: customers.name,
  accountCode: customers.accountCode,
  currency: customers.currency,
  paidOn: payments.paidOn,
  amountMinor: payments.amountMinor,
  status: payments.status,
  description: payments.description,
}

/** One page of payments, the latest date first. Pages by date and id: as quick at the end as at the start. */
export async function listPayments(db: Db, actor: Actor, ask: PaymentAsk) {
  const after = cursorOf(ask.after)
  const before = after === null ? cursorOf(ask.before) : null
  const backwards = before !== null
  const found = await db
    .select(columns)
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(
      and(
        visibleCustomers(actor),
        searched(ask.search),
        ask.status === null ? undefined : eq(payments.status, ask.status),
        after === null
          ? undefined
          : sql`(${payments.paidOn}, ${payments.id}) < (${after.paidOn}::date, ${after.id}::bigint)`,
        before === null
          ? undefined
          : sql`(${payments.paidOn}, ${payments.id}) > (${before.paidOn}::date, ${before.id}::bigint)`,
      ),
    )
    .orderBy(
      ...(backwards ? [asc(payments.paidOn), asc(payments.id)] : [desc(payments.paidOn), desc(payments.id)]),
    )
    .limit(pageSize + 1)
  const hasMore = found.length > pageSize
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    previous: first && (backwards ? hasMore : after !== null) ? textOf(first) : null,
    next: last && (backwards || hasMore) ? textOf(last) : null,
  }
}

export type PaymentRow = Awaited<ReturnType<typeof listPayments>>['rows'][number]

/** True once there is a payment that the actor may see. */
export async function hasPayments(db: Db, actor: Actor): Promise<boolean> {
  const [found] = await db
    .select({ id: payments.id })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(visibleCustomers(actor))
    .limit(1)
  return found !== undefined
}

function searched(search: string): SQL | undefined {
  if (search === '') return undefined
  const pattern = likePattern(search)
  return or(
    ilike(payments.reference, pattern),
    ilike(payments.description, pattern),
    ilike(customers.name, pattern),
    ilike(customers.accountCode, pattern),
  )
}

type Cursor = { paidOn: string; id: string }

const textOf = (row: { paidOn: string; id: number }) => `${row.paidOn}_${row.id}`

/** A cursor from a URL; what is none is left out. */
function cursorOf(text: string | null): Cursor | null {
  const found = /^(\d{4}-\d{2}-\d{2})_(\d{1,15})$/.exec(text ?? '')
  const [, paidOn = '', id = ''] = found ?? []
  return parseDay(paidOn) === null ? null : { paidOn, id }
}
