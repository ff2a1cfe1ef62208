import { sql } from 'drizzle-orm'
import { bigint, boolean, check, pgTable, text, timestamp, unique } from 'drizzle-orm/pg-core'
import { users } from './users'

/** Keys of the HTTP API. Only the SHA-256 of a key is kept; `prefix` is its beginning, to tell one from another. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull(),
    /** Hexadecimal. */
    hash: text('hash').notNull(),
    /** Whether it may start runs and undo them; else it only reads. */
    mayBill: boolean('may_bill').notNull().default(false),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** To the minute: a busy key is not written at every request. */
    lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  t => [
    unique('api_keys_hash_unique').on(t.hash),
    check('api_keys_name_length', sql`char_length(${t.name}) between 1 and 80`),
    check('api_keys_hash_form', sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
  ],
)
