import { sql } from 'drizzle-orm'
import { boolean, char, check, integer, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'

/** The provider's settings: one row. A null time zone means the one from the environment. */
export const settings = pgTable(
  'settings',
  {
    id: smallint('id').primaryKey().default(1),
    providerName: text('provider_name').notNull().default('My provider'),
    currency: char('currency', { length: 3 }).notNull().default('USD'),
    billingTimeZone: text('billing_time_zone'),
    /** Warn below this margin, in percent of retail. */
    marginWarningPercent: smallint('margin_warning_percent').notNull().default(20),
    /** Whether the app runs billing by itself, and at which hour of the billing time zone. */
    dailyRunIsOn: boolean('daily_run_is_on').notNull().default(false),
    dailyRunHour: smallint('daily_run_hour').notNull().default(3),
    /** How many days before a charge its customer is told by e-mail; null: nobody is. */
    noticeDays: smallint('notice_days'),
    /** SHA-256 of the code that the first admin needs; null once there is one. */
    setupCodeHash: text('setup_code_hash'),
    revision: integer('revision').notNull().default(1),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    check('settings_one_row', sql`${t.id} = 1`),
    check('settings_margin_percent', sql`${t.marginWarningPercent} between 0 and 100`),
    check('settings_daily_run_hour', sql`${t.dailyRunHour} between 0 and 23`),
    check('settings_notice_days', sql`${t.noticeDays} is null or ${t.noticeDays} between 1 and 60`),
  ],
)
