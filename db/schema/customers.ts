import { sql } from 'drizzle-orm'
import { bigint, boolean, char, check, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { users } from './users'

/** Who pays. `balanceMinor` always equals the sum of the customer's ledger entries. */
export const customers = pgTable(
  'customers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    accountCode: text('account_code').notNull().unique('customers_account_code_unique'),
    name: text('name').notNull(),
    email: text('email'),
    currency: char('currency', { length: 3 }).notNull(),
    /** May be negative: a buffer that must stay. */
    debitLimitMinor: bigint('debit_limit_minor', { mode: 'bigint' }).notNull().default(sql`0`),
    balanceMinor: bigint('balance_minor', { mode: 'bigint' }).notNull().default(sql`0`),
    accountManagerId: text('account_manager_id').references(() => users.id),
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    // With the id: which customers are an account manager's is answered by the index alone.
    index('customers_manager_idx').on(t.accountManagerId, t.accountCode, t.id),
    index('customers_name_idx').on(sql`lower(${t.name})`, t.id),
    index('customers_currency_idx').on(t.currency),
    index('customers_search_idx').using(
      'gin',
      t.name.op('gin_trgm_ops'),
      t.accountCode.op('gin_trgm_ops'),
      t.email.op('gin_trgm_ops'),
    ),
    check('customers_account_code_length', sql`char_length(${t.accountCode}) between 1 and 60`),
    check('customers_name_length', sql`char_length(${t.name}) between 1 and 200`),
    check('customers_currency_form', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
)

/** A phone number in E.164 digits. No customer means stock. */
export const dids = pgTable(
  'dids',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: text('number').notNull().unique('dids_number_unique'),
    customerId: bigint('customer_id', { mode: 'number' }).references(() => customers.id),
    /** Who supplies the number: `provider` in dids.csv. */
    carrier: text('carrier').notNull().default(''),
    isEnabled: boolean('is_enabled').notNull().default(true),
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    index('dids_customer_idx').on(t.customerId, t.number),
    index('dids_search_idx').using('gin', t.number.op('gin_trgm_ops')),
    index('dids_carrier_idx').on(t.carrier, t.number, t.id),
    check('dids_number_e164', sql`${t.number} ~ '^[1-9][0-9]{2,14}$'`),
    check('dids_carrier_length', sql`char_length(${t.carrier}) <= 120`),
  ],
)
