import { sql } from 'drizzle-orm'
import { bigint, check, date, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { customers, dids } from './customers'

/** What a customer spent, imported from the switch; rows are never changed. `startedOn` is the day in the billing time zone. */
export const usage = pgTable(
  'usage',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    usageId: text('usage_id').notNull().unique('usage_usage_id_unique'),
    customerId: bigint('customer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    didId: bigint('did_id', { mode: 'number' }).references(() => dids.id),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    startedOn: date('started_on').notNull(),
    destination: text('destination'),
    seconds: integer('seconds'),
    chargeMicro: bigint('charge_micro', { mode: 'bigint' }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    index('usage_day_idx').on(t.startedOn, t.id),
    // With the id and the charge: a search of a customer's or a number's usage, and its sum, is answered by the index alone.
    index('usage_customer_day_idx').on(t.customerId, t.startedOn, t.id, t.chargeMicro),
    index('usage_did_day_idx')
      .on(t.didId, t.startedOn, t.id, t.chargeMicro)
      .where(sql`${t.didId} is not null`),
    check('usage_seconds_not_negative', sql`${t.seconds} is null or ${t.seconds} >= 0`),
    check('usage_charge_in_range', sql`${t.chargeMicro} between -999999999000000 and 999999999000000`),
    check('usage_correction_is_no_call', sql`${t.chargeMicro} >= 0 or coalesce(${t.seconds}, 0) = 0`),
  ],
)
