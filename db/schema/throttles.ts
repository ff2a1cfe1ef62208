import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * How often something was tried of late, in the columns that rate-limiter-flexible reads; used on PostgreSQL, where several
 * processes count together. Unlogged (see its migration): the counts of minutes need not survive a crash of the server.
 */
export const throttles = pgTable('throttles', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  /** Milliseconds since 1970. */
  expire: bigint('expire', { mode: 'number' }),
})
