import { sql } from 'drizzle-orm'
import { bigint, check, date, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customers } from './customers'

export const paymentStatuses = ['pending', 'completed', 'cancelled'] as const
export type PaymentStatus = (typeof paymentStatuses)[number]

/** Money received. Only a completed payment has a ledger entry. */
export const payments = pgTable(
  'payments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    reference: text('reference').notNull().unique('payments_reference_unique'),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    paidOn: date('paid_on').notNull(),
    amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
    status: text('status', { enum: paymentStatuses }).notNull().default('completed'),
    description: text('description').notNull().default(''),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    index('payments_customer_idx').on(t.customerId, t.paidOn, t.id),
    index('payments_day_idx').on(t.paidOn, t.id),
    index('payments_unsettled_idx').on(t.paidOn, t.id).where(sql`${t.status} <> 'completed'`),
    index('payments_search_idx').using(
      'gin',
      t.reference.op('gin_trgm_ops'),
      t.description.op('gin_trgm_ops'),
    ),
    check('payments_amount_positive', sql`${t.amountMinor} > 0`),
    check('payments_status_known', sql`${t.status} in ('pending', 'completed', 'cancelled')`),
  ],
)
