import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import { users } from './users'

export const bulkKinds = ['assign', 'end', 'quantity'] as const

/** One change of many assignments, saved whole, that one step takes back. */
export const bulkChanges = pgTable(
  'bulk_changes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: bulkKinds }).notNull(),
    /** What a person reads: `UK geographic DID from 2026-12-01`. */
    label: text('label').notNull(),
    rowCount: integer('row_count').notNull(),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    takenBackBy: text('taken_back_by').references(() => users.id),
    takenBackAt: timestamp('taken_back_at', { withTimezone: true }),
  },
  t => [
    index('bulk_changes_created_idx').on(t.createdAt, t.id),
    check('bulk_changes_kind_known', sql`${t.kind} in ('assign', 'end', 'quantity')`),
  ],
)

/** What a bulk change did to one assignment. No foreign key: taking back an assignment deletes it. */
export const bulkChangeRows = pgTable(
  'bulk_change_rows',
  {
    bulkChangeId: bigint('bulk_change_id', { mode: 'number' })
      .notNull()
      .references(() => bulkChanges.id, { onDelete: 'cascade' }),
    assignmentId: bigint('assignment_id', { mode: 'number' }).notNull(),
    /** The revision that the change left: a later one is somebody's later edit. */
    revision: integer('revision').notNull(),
    /** What to put back: `{ quantity, effectiveOn, before }` of a quantity; nothing for the others. */
    previous: jsonb('previous'),
  },
  t => [primaryKey({ name: 'bulk_change_rows_pk', columns: [t.bulkChangeId, t.assignmentId] })],
)
