/** Reads of payments, scoped to who asks: an account manager finds only those of their customers. */

import { eq, inArray, sql } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import { type PaymentStatus, payments } from '@/db/schema/payments'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { andOwn, visibleCustomers } from '@/lib/access/read'
import { likePattern, mostCounted, quickPattern } from '@/lib/listing/paging'
import { findPage, inOrder, type Position, type Search } from '@/lib/listing/read/pages'

export type PaymentAsk = {
  /** A reference, a description, a customer's name or account code. */
  search: string
  status: PaymentStatus | null
} & Position

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

/** One page of payments, the latest date first, and how many there are (see `ListPage`). */
export async function listPayments({ db, actor }: Within<'actor'>, ask: PaymentAsk) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: isAdmin(actor)
        ? sql`${payments}`
        : sql`${payments} join ${customers} on ${customers.id} = ${payments.customerId}`,
      id: payments.id,
      visible: visibleCustomers(actor),
      where: ask.status === null ? undefined : eq(payments.status, ask.status),
      search: searchOf(actor, ask.search),
      order: { keys: [{ by: payments.paidOn, type: 'date' }], down: true },
    },
    ask,
  )
  const rows = await db
    .select(columns)
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(inArray(payments.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

export type PaymentRow = Awaited<ReturnType<typeof listPayments>>['rows'][number]

/** True once there is a payment that the actor may see. */
export async function hasPayments({ db, actor }: Within<'actor'>): Promise<boolean> {
  const [found] = await db
    .select({ id: payments.id })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(visibleCustomers(actor))
    .limit(1)
  return found !== undefined
}

function searchOf(actor: Actor, search: string): Search | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  const quick = quickPattern(search)
  const payers = sql`select c.id from customers c where c.name ilike ${pattern} or c.account_code ilike ${pattern}`
  const own = andOwn(actor, sql`p.customer_id`)
  const most = sql`limit ${mostCounted + 1}::int`
  return {
    ids: [
      sql`select p.id from payments p where (p.reference ilike ${quick} or p.description ilike ${quick}) ${own} ${most}`,
      sql`select p.id from (${payers}) c join payments p on p.customer_id = c.id where true ${own} ${most}`,
    ],
    where: sql`(${payments.reference} ilike ${quick} or ${payments.description} ilike ${quick}
      or ${payments.customerId} in (${payers}))`,
  }
}
