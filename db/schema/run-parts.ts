import { sql } from 'drizzle-orm'
import { bigint, char, check, integer, numeric, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { billingRuns } from './billing'
import { customers } from './customers'
import { packages } from './packages'

const ref = (name: string) => bigint(name, { mode: 'number' })
const runId = () =>
  ref('run_id')
    .notNull()
    .references(() => billingRuns.id, { onDelete: 'cascade' })

/** The customers of a run that covers several; a run of one names it in its own row, a run of all names none. */
export const billingRunCustomers = pgTable(
  'billing_run_customers',
  {
    runId: runId(),
    customerId: ref('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ name: 'billing_run_customers_pk', columns: [t.runId, t.customerId] })],
)

/** The packages of a simulation that looks at some only. */
export const billingRunPackages = pgTable(
  'billing_run_packages',
  {
    runId: runId(),
    packageId: ref('package_id')
      .notNull()
      .references(() => packages.id, { onDelete: 'cascade' }),
  },
  t => [primaryKey({ name: 'billing_run_packages_pk', columns: [t.runId, t.packageId] })],
)

/** Whose available funds are below zero after what a run debited, or would debit: as they were when their batch was planned. */
export const billingRunShortfalls = pgTable(
  'billing_run_shortfalls',
  {
    runId: runId(),
    customerId: ref('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    availableBeforeMinor: bigint('available_before_minor', { mode: 'bigint' }).notNull(),
    availableAfterMinor: bigint('available_after_minor', { mode: 'bigint' }).notNull(),
  },
  t => [
    primaryKey({ name: 'billing_run_shortfalls_pk', columns: [t.runId, t.customerId] }),
    check('billing_run_shortfalls_below_zero', sql`${t.availableAfterMinor} < 0`),
  ],
)

/** Sums of a run's charged (or, simulated, chargeable) lines per currency. */
export const billingRunTotals = pgTable(
  'billing_run_totals',
  {
    runId: runId(),
    currency: char('currency', { length: 3 }).notNull(),
    lineCount: integer('line_count').notNull(),
    // Each line is held by 64 bits; the sum of many need not be.
    retailMinor: numeric('retail_minor', { mode: 'bigint', precision: 38, scale: 0 }).notNull(),
    costMinor: numeric('cost_minor', { mode: 'bigint', precision: 38, scale: 0 }).notNull(),
  },
  t => [primaryKey({ name: 'billing_run_totals_pk', columns: [t.runId, t.currency] })],
)
