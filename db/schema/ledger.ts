import { sql } from 'drizzle-orm'
import { bigint, char, check, date, index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { payments } from './payments'

const ref = (name: string) => bigint(name, { mode: 'number' })
const minor = (name: string) => bigint(name, { mode: 'bigint' })

export const ledgerKinds = ['charge', 'reversal', 'payment', 'payment_cancelled', 'adjustment'] as const

/**
 * Every movement of a customer's balance, append-only. Positive raises the balance, negative lowers it. One set-based trigger a
 * statement sees that customer, charge and run are there and fit.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: ref('customer_id').notNull(),
    kind: text('kind', { enum: ledgerKinds }).notNull(),
    /** The billing date of a charge, also on its mirror entry; the date of a payment; the day of an adjustment or cancellation. */
    occurredOn: date('occurred_on').notNull(),
    /** The billing day on which the entry was made. Statements go by it. */
    postedOn: date('posted_on').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    balanceAfterMinor: minor('balance_after_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    chargeId: ref('charge_id'),
    paymentId: ref('payment_id').references(() => payments.id),
    runId: ref('run_id'),
    description: text('description').notNull().default(''),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    uniqueIndex('ledger_entries_charge_once').on(t.chargeId).where(sql`${t.chargeId} is not null`),
    uniqueIndex('ledger_entries_payment_once').on(t.paymentId, t.kind).where(sql`${t.paymentId} is not null`),
    index('ledger_entries_customer_idx').on(t.customerId, t.id),
    check(
      'ledger_entries_kind_known',
      sql`${t.kind} in ('charge', 'reversal', 'payment', 'payment_cancelled', 'adjustment')`,
    ),
    check('ledger_entries_amount_not_zero', sql`${t.amountMinor} <> 0`),
    check(
      'ledger_entries_source',
      sql`case ${t.kind} when 'charge' then ${t.chargeId} is not null when 'reversal' then ${t.chargeId} is not null
        when 'adjustment' then num_nonnulls(${t.chargeId}, ${t.paymentId}) = 0 else ${t.paymentId} is not null end`,
    ),
  ],
)
