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
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import {
  firstPeriodPolicies,
  frequencies,
  fundsPolicies,
  lastPeriodPolicies,
  packageTypes,
  timings,
  versionScopes,
} from '@/lib/billing/terms'
import { users } from './users'

/** Upstream platform services that a provider re-brands. */
export const connexcsPackages = pgTable(
  'connexcs_packages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull().unique('connexcs_packages_name_unique'),
    unitCostMicro: bigint('unit_cost_micro', { mode: 'number' }),
    currency: char('currency', { length: 3 }),
    /** Counts saves, so that the second of two editors is told. */
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    check('connexcs_packages_name_length', sql`char_length(${t.name}) between 1 and 120`),
    check('connexcs_packages_unit_cost_in_range', sql`${t.unitCostMicro} between 0 and 999999999000000`),
    check('connexcs_packages_cost_has_currency', sql`(${t.unitCostMicro} is null) = (${t.currency} is null)`),
  ],
)

/** A product sold. What it costs and when it charges is in its versions. */
export const packages = pgTable(
  'packages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    code: text('code').notNull().unique('packages_code_unique'),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    currency: char('currency', { length: 3 }).notNull(),
    connexcsPackageId: bigint('connexcs_package_id', { mode: 'number' }).references(
      () => connexcsPackages.id,
    ),
    /** How many days ahead its charges are announced to customers: 0 never, null as the schedule's settings say. */
    noticeDays: smallint('notice_days'),
    archivedAt: timestamp('archived_at', { withTimezone: true }),
    /** Counts saves, so that the second of two editors is told. */
    revision: integer('revision').notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    uniqueIndex('packages_name_unique').on(sql`lower(${t.name})`).where(sql`${t.archivedAt} is null`),
    index('packages_name_idx').on(sql`lower(${t.name})`, t.id),
    index('packages_connexcs_idx').on(t.connexcsPackageId),
    index('packages_search_idx').using('gin', t.name.op('gin_trgm_ops'), t.code.op('gin_trgm_ops')),
    check('packages_name_length', sql`char_length(${t.name}) between 1 and 120`),
    check('packages_code_length', sql`char_length(${t.code}) between 1 and 120`),
    check('packages_description_length', sql`char_length(${t.description}) <= 2000`),
    check('packages_currency_form', sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check('packages_notice_days_in_range', sql`${t.noticeDays} between 0 and 60`),
  ],
)

const price = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0)

/** One version of a package's terms; never changed once written. Prices in millionths of the currency unit. */
export const packageVersions = pgTable(
  'package_versions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    packageId: bigint('package_id', { mode: 'number' })
      .notNull()
      .references(() => packages.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    effectiveOn: date('effective_on').notNull(),
    appliesTo: text('applies_to', { enum: versionScopes }).notNull().default('all'),
    costMicro: price('cost_micro'),
    retailMicro: price('retail_micro'),
    setupCostMicro: price('setup_cost_micro'),
    setupRetailMicro: price('setup_retail_micro'),
    frequency: text('frequency', { enum: frequencies }).notNull().default('none'),
    every: smallint('every').notNull().default(1),
    /** Sorted: ISO weekdays, days of the month, or month x 100 + day. Empty means the anniversary. */
    match: smallint('match').array().notNull().default(sql`'{}'`),
    timing: text('timing', { enum: timings }).notNull().default('advance'),
    firstPeriod: text('first_period', { enum: firstPeriodPolicies }).notNull().default('skip'),
    lastPeriod: text('last_period', { enum: lastPeriodPolicies }).notNull().default('full'),
    minimumSpend: boolean('minimum_spend').notNull().default(false),
    usageGraceDays: smallint('usage_grace_days').notNull().default(0),
    minimumDays: smallint('minimum_days').notNull().default(0),
    type: text('type', { enum: packageTypes }).notNull().default('standard'),
    /** Prefixes of digits; empty means every destination. */
    destination: text('destination').array().notNull().default(sql`'{}'`),
    whenFundsShort: text('when_funds_short', { enum: fundsPolicies }).notNull().default('charge'),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    cancelledAt: timestamp('cancelled_at', { withTimezone: true }),
    /** Its place among all changes of terms and assignments in the order of typing, and that of its cancellation. */
    changeNumber: bigint('change_number', { mode: 'number' })
      .notNull()
      .default(sql`nextval('change_numbers')`),
    cancelledNumber: bigint('cancelled_number', { mode: 'number' }),
    typedOn: date('typed_on').notNull().default(sql`current_date`),
  },
  t => [
    unique('package_versions_number_unique').on(t.packageId, t.number),
    unique('package_versions_change_number_unique').on(t.changeNumber),
    check(
      'package_versions_cancelled_whole',
      sql`(${t.cancelledAt} is null) = (${t.cancelledNumber} is null)`,
    ),
    check(
      'package_versions_prices_in_range',
      sql`least(${t.costMicro}, ${t.retailMicro}, ${t.setupCostMicro}, ${t.setupRetailMicro}) >= 0
        and greatest(${t.costMicro}, ${t.retailMicro}, ${t.setupCostMicro}, ${t.setupRetailMicro}) <= 999999999000000`,
    ),
    check(
      'package_versions_words_known',
      sql`${t.frequency} in ('none', 'daily', 'weekly', 'monthly', 'yearly')
        and ${t.timing} in ('advance', 'arrears') and ${t.firstPeriod} in ('skip', 'prorate', 'full')
        and ${t.lastPeriod} in ('full', 'prorate') and ${t.type} in ('standard', 'free_minutes')
        and ${t.whenFundsShort} in ('charge', 'hold') and ${t.appliesTo} in ('all', 'new')`,
    ),
    check('package_versions_every_in_range', sql`${t.every} between 1 and 60`),
    check('package_versions_grace_in_range', sql`${t.usageGraceDays} between 0 and 60`),
    check('package_versions_minimum_days_in_range', sql`${t.minimumDays} between 0 and 3650`),
    check(
      'package_versions_match_fits',
      sql`case ${t.frequency} when 'weekly' then ${t.match} <@ array[1,2,3,4,5,6,7]::smallint[]
        when 'monthly' then 1 <= all(${t.match}) and 31 >= all(${t.match})
        when 'yearly' then 101 <= all(${t.match}) and 1231 >= all(${t.match})
        else cardinality(${t.match}) = 0 end`,
    ),
    check('package_versions_minimum_spend_recurs', sql`not ${t.minimumSpend} or ${t.frequency} <> 'none'`),
    check('package_versions_destination_limit', sql`cardinality(${t.destination}) <= 200`),
  ],
)
