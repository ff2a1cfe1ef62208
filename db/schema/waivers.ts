import { sql } from 'drizzle-orm'
import { bigint, check, date, index, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { assignments } from './assignments'
import { users } from './users'

export const waiverOutcomes = ['waived', 'marked_billed'] as const

/** A charge that somebody decided not to post: the planner skips this period by name. Taken back, the row goes. */
export const chargeWaivers = pgTable(
  'charge_waivers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    periodFrom: date('period_from').notNull(),
    /** When it would have been charged; where the next run must look again if the waiver is taken back. */
    billingOn: date('billing_on').notNull(),
    outcome: text('outcome', { enum: waiverOutcomes }).notNull(),
    /** What would have been charged, as it was planned on the day of the decision; null where that was not kept. */
    retailMinor: bigint('retail_minor', { mode: 'bigint' }),
    reason: text('reason').notNull(),
    /** Its place among all changes: a change of terms that is typed later does not count for this period. */
    changeNumber: bigint('change_number', { mode: 'number' })
      .notNull()
      .default(sql`nextval('change_numbers')`),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    unique('charge_waivers_once').on(t.assignmentId, t.kind, t.periodFrom),
    // The forecast asks for those of the days ahead.
    index('charge_waivers_billing_idx').on(t.billingOn),
    check('charge_waivers_outcome_known', sql`${t.outcome} in ('waived', 'marked_billed')`),
    check(
      'charge_waivers_kind_known',
      sql`${t.kind} in ('setup', 'one_time', 'recurring', 'minimum_spend', 'credit')`,
    ),
  ],
)
