import { bigint, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * Numbers without gaps: `next_number(name)` raises a row inside the transaction that uses the number, so that a number is taken only
 * if what bears it is committed. Whoever takes one holds the others of that name back until then.
 */
export const counters = pgTable('counters', {
  name: text('name').primaryKey(),
  value: bigint('value', { mode: 'number' }).notNull(),
})
