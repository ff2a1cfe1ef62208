import { sql } from 'drizzle-orm'
import { bigint, check, date, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { billingRuns } from './billing'

/** What the app does by itself, once a billing day. */
export const scheduledTasks = ['run', 'notices'] as const

/**
 * A billing day that some process took for a task: the key lets one in, however many processes share the database. A claim for
 * `run` without a run says that the day was not to be run: the schedule was switched on after its hour.
 */
export const scheduleClaims = pgTable(
  'schedule_claims',
  {
    task: text('task', { enum: scheduledTasks }).notNull(),
    billingOn: date('billing_on').notNull(),
    runId: bigint('run_id', { mode: 'number' }).references(() => billingRuns.id),
    claimedAt: timestamp('claimed_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
  },
  t => [
    primaryKey({ name: 'schedule_claims_once_a_day', columns: [t.task, t.billingOn] }),
    check('schedule_claims_task_known', sql`${t.task} in ('run', 'notices')`),
  ],
)
