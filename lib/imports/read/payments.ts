import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { payments } from '@/db/schema/payments'
import { array } from '@/db/unnest'

/** What is saved under these references; locked, in id order, where the rows may be changed. */
export async function savedPayments(db: Db, references: readonly string[], lock: boolean) {
  const query = db
    .select({
      id: payments.id,
      reference: payments.reference,
      customerId: payments.customerId,
      customerCode: customers.accountCode,
      currency: customers.currency,
      paidOn: payments.paidOn,
      amountMinor: payments.amountMinor,
      status: payments.status,
      description: payments.description,
    })
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(sql`${payments.reference} = any(${array('text', references)})`)
    .orderBy(payments.id)
  const rows = await (lock ? query.for('update', { of: payments }) : query)
  return new Map(rows.map(row => [row.reference, row]))
}

export type SavedPayment =
  Awaited<ReturnType<typeof savedPayments>> extends Map<string, infer Row> ? Row : never
