import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import { assignments } from './assignments'
import { customers } from './customers'

export const noticeStatuses = ['pending', 'sending', 'sent', 'failed', 'cancelled'] as const
export type NoticeStatus = (typeof noticeStatuses)[number]

/**
 * The outbox: an e-mail to a customer about coming charges. `sending` is written before the letter leaves; one that stays so was
 * cut off at that moment and is not sent again by itself, because it may have arrived.
 */
export const notices = pgTable(
  'notices',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    email: text('email').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    status: text('status', { enum: noticeStatuses }).notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    problem: text('problem'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    index('notices_waiting_idx').on(t.nextAttemptAt, t.id).where(sql`${t.status} in ('pending', 'sending')`),
    index('notices_customer_idx').on(t.customerId, t.id),
    check('notices_status_known', sql`${t.status} in ('pending', 'sending', 'sent', 'failed', 'cancelled')`),
  ],
)

/** What a notice announces; the key lets a charging date of an assignment be announced once. */
export const noticeLines = pgTable(
  'notice_lines',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    noticeId: bigint('notice_id', { mode: 'number' })
      .notNull()
      .references(() => notices.id, { onDelete: 'cascade' }),
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    billingOn: date('billing_on').notNull(),
    retailMinor: bigint('retail_minor', { mode: 'bigint' }).notNull(),
    /** A minimum spend: what is charged at most. */
    isAtMost: boolean('is_at_most').notNull().default(false),
    currency: char('currency', { length: 3 }).notNull(),
  },
  t => [
    unique('notice_lines_once').on(t.assignmentId, t.billingOn),
    index('notice_lines_notice_idx').on(t.noticeId),
  ],
)
