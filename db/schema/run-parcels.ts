import { bigint, date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { billingRuns } from './billing'

/**
 * What is left of a run that is being worked off: some payers each. A row is locked while somebody works on it and gone when it
 * is done, in the transaction of its charges: what a dead process had is free at once. The rows of an execution that was stopped
 * or replaced are nobody's.
 */
export const billingRunParcels = pgTable(
  'billing_run_parcels',
  {
    lease: text('lease').notNull(),
    number: integer('number').notNull(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => billingRuns.id, { onDelete: 'cascade' }),
    payerIds: bigint('payer_ids', { mode: 'number' }).array().notNull(),
    /** The rest of a payer who is worked off in slices: from this day on, with these funds if the run is simulated. */
    fromOn: date('from_on'),
    availableMinor: bigint('available_minor', { mode: 'bigint' }),
  },
  t => [primaryKey({ name: 'billing_run_parcels_pk', columns: [t.lease, t.number] })],
)
