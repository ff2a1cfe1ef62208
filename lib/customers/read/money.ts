/** What a customer paid and used, for the sections of its page. The caller has judged that the customer is the actor's. */
import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { payments } from '@/db/schema/payments'
import { usage } from '@/db/schema/usage'
import { findPage, inOrder, type Position } from '@/lib/listing/read/pages'

/** One page of a customer's payments, the latest date first, and how many there are (see `ListPage`). */
export async function listCustomerPayments(db: Db, customerId: number, position: Position) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${payments}`,
      id: payments.id,
      where: eq(payments.customerId, customerId),
      order: { keys: [{ by: payments.paidOn, type: 'date' }], down: true },
    },
    position,
  )
  const rows = await db
    .select({
      id: payments.id,
      reference: payments.reference,
      paidOn: payments.paidOn,
      amountMinor: payments.amountMinor,
      status: payments.status,
      description: payments.description,
    })
    .from(payments)
    .where(inArray(payments.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

/** Usage by calendar month, the latest first, at most 36 months: calls, their seconds and what they came to. */
export async function listUsageMonths(db: Db, target: { customerId: number } | { didId: number }) {
  const month = sql<string>`to_char(${usage.startedOn}, 'YYYY-MM')`
  const where =
    'didId' in target
      ? and(isNotNull(usage.didId), eq(usage.didId, target.didId))
      : eq(usage.customerId, target.customerId)
  return db
    .select({
      month,
      rowCount: sql<number>`count(*)::int`,
      seconds: sql<number>`coalesce(sum(${usage.seconds}), 0)::float8`,
      chargeMicro: sql<string>`sum(${usage.chargeMicro})::text`,
    })
    .from(usage)
    .where(where)
    .groupBy(month)
    .orderBy(desc(month))
    .limit(36)
}
