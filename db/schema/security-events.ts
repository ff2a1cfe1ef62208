import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * The security log: who came in, who was refused, what was taken out. Kept apart from the ledger and the audit log.
 * Append-only, but for rows older than 400 days, which are deleted (see its migration).
 */
export const securityEvents = pgTable(
  'security_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    /** One of the words of lib/security-log/labels.ts. */
    event: text('event').notNull(),
    outcome: text('outcome', { enum: ['done', 'failed', 'refused'] }).notNull(),
    /** An e-mail as it was or was typed, the name of a key, `command line`; empty if nobody said. */
    who: text('who').notNull(),
    /** The user, if somebody was signed in. */
    actorId: text('actor_id'),
    /** Where the request came from; empty for the command line. */
    address: text('address').notNull(),
    /** What it was about: a path, a file, a person. */
    what: text('what').notNull(),
    /** How often within about a minute: the same again is one row. */
    times: integer('times').notNull().default(1),
  },
  t => [
    index('security_events_at_idx').on(t.at, t.id),
    index('security_events_event_idx').on(t.event, t.id),
    index('security_events_search_idx').using(
      'gin',
      t.who.op('gin_trgm_ops'),
      t.address.op('gin_trgm_ops'),
      t.what.op('gin_trgm_ops'),
    ),
    check('security_events_outcome_known', sql`${t.outcome} in ('done', 'failed', 'refused')`),
    check('security_events_times_positive', sql`${t.times} > 0`),
  ],
)
