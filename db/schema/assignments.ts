import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { customers, dids } from './customers'
import { packages } from './packages'
import { users } from './users'

/** A package given to a customer or to a DID. `payerId` is who is charged: the customer, or the DID's customer. */
export const assignments = pgTable(
  'assignments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    reference: text('reference').notNull().unique('assignments_reference_unique'),
    packageId: bigint('package_id', { mode: 'number' })
      .notNull()
      .references(() => packages.id),
    customerId: bigint('customer_id', { mode: 'number' }).references(() => customers.id),
    didId: bigint('did_id', { mode: 'number' }).references(() => dids.id),
    payerId: bigint('payer_id', { mode: 'number' })
      .notNull()
      .references(() => customers.id),
    /** Who paid before, where its number was moved; kept by a trigger. Its charges are found by payer: they have no index of it. */
    payersBefore: bigint('payers_before', { mode: 'number' }).array().notNull().default(sql`'{}'`),
    quantity: integer('quantity').notNull().default(1),
    startOn: date('start_on').notNull(),
    /** The last day of service, of this part if its number was moved. `assignment_ends` has every end that was typed. */
    endOn: date('end_on'),
    /** The day on which the end was typed, moved or taken away; null if it was known from the beginning. */
    endedOn: date('ended_on'),
    /** The first assignment of a number that was moved: changes, ends and dates are its. Null if it never was. */
    rootId: bigint('root_id', { mode: 'number' }).references((): AnyPgColumn => assignments.id),
    movedFromId: bigint('moved_from_id', { mode: 'number' }).references((): AnyPgColumn => assignments.id),
    /** The day of the move; on the assignment that was moved away. */
    movedOn: date('moved_on'),
    /** Where it was moved away: periods that open on or after this day belong to the next payer. */
    billsBeforeOn: date('bills_before_on'),
    /** The start of service from which dates are counted, if another customer began it. */
    anchorOn: date('anchor_on'),
    autoDecrementCredit: boolean('auto_decrement_credit').notNull().default(true),
    minutes: integer('minutes'),
    setupWaived: boolean('setup_waived').notNull().default(false),
    minimumDays: smallint('minimum_days'),
    /** Lines dated before it were billed elsewhere and are not charged. */
    chargeFromOn: date('charge_from_on'),
    revision: integer('revision').notNull().default(1),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    // With start and end: how many a customer has active is answered by the index alone.
    index('assignments_payer_idx').on(t.payerId, t.id, t.startOn, t.endOn),
    // A package's assignments, the latest last; how many are open is answered by the index alone.
    index('assignments_package_idx').on(t.packageId, t.startOn, t.id, t.endOn),
    // With the end: whether a number has a package that is open is answered by the index alone.
    index('assignments_did_idx').on(t.didId, t.endOn).where(sql`${t.didId} is not null`),
    index('assignments_start_idx').on(t.startOn, t.id),
    // Few were moved: whose terms they hold, and who is locked with their payers, is found without looking at the others.
    index('assignments_moved_payer_idx').on(t.payerId).where(sql`${t.rootId} is not null`),
    index('assignments_payers_before_idx').on(t.payerId).where(sql`${t.payersBefore} <> '{}'`),
    index('assignments_root_idx').on(t.rootId).where(sql`${t.rootId} is not null`),
    uniqueIndex('assignments_moved_once').on(t.movedFromId).where(sql`${t.movedFromId} is not null`),
    index('assignments_end_idx').on(t.endOn, t.id).where(sql`${t.endOn} is not null`),
    index('assignments_search_idx').using('gin', t.reference.op('gin_trgm_ops')),
    check('assignments_one_target', sql`num_nonnulls(${t.customerId}, ${t.didId}) = 1`),
    check('assignments_customer_pays', sql`${t.customerId} is null or ${t.customerId} = ${t.payerId}`),
    check('assignments_quantity_in_range', sql`${t.quantity} between 1 and 1000000`),
    // An end that was typed after a move may lie before the part that the move began: then nothing is left of it.
    check(
      'assignments_end_not_before_start',
      sql`${t.endOn} is null or ${t.endOn} >= coalesce(${t.anchorOn}, ${t.startOn}) or ${t.movedOn} is not null`,
    ),
    check('assignments_moved_whole', sql`(${t.movedFromId} is null) = (${t.anchorOn} is null)`),
    check('assignments_moved_away', sql`(${t.movedOn} is null) = (${t.billsBeforeOn} is null)`),
    check(
      'assignments_dates_in_range',
      sql`${t.startOn} >= '1970-01-01' and (${t.endOn} is null or ${t.endOn} <= '9999-12-31')`,
    ),
    check('assignments_minutes_in_range', sql`${t.minutes} is null or ${t.minutes} between 0 and 100000000`),
    check(
      'assignments_minimum_days_in_range',
      sql`${t.minimumDays} is null or ${t.minimumDays} between 0 and 3650`,
    ),
  ],
)

/**
 * Where the next run must look, one row an assignment: a run moves a million of these, so they are narrow and apart. Triggers
 * of `assignments` write them: a new assignment, and one that was changed in any way, is looked at from its start.
 * `nextDueOn`: no uncharged line is dated before it (null: nothing will ever be due). `lookedThroughOn` is how far runs have
 * looked. `ledgerFromOn`: what is charged with a billing date from then on must be asked of the ledger; null for nothing.
 */
export const assignmentPointers = pgTable(
  'assignment_pointers',
  {
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .primaryKey()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    payerId: bigint('payer_id', { mode: 'number' }).notNull(),
    nextDueOn: date('next_due_on'),
    lookedThroughOn: date('looked_through_on'),
    ledgerFromOn: date('ledger_from_on'),
  },
  t => [
    index('assignment_pointers_due_idx').on(t.nextDueOn, t.payerId).where(sql`${t.nextDueOn} is not null`),
  ],
)

/** The place of a row among all changes of terms and assignments, in the order of typing. */
export const changeNumber = () =>
  bigint('number', { mode: 'number' }).notNull().default(sql`nextval('change_numbers')`)

/**
 * A quantity from a day on: it counts from the first period boundary on or after it. Append-only; of two for one day the one that
 * was typed last counts. `notBeforeOn`: if the number was moved, from the boundary of the move on only.
 */
export const assignmentQuantities = pgTable(
  'assignment_quantities',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: changeNumber(),
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    effectiveOn: date('effective_on').notNull(),
    notBeforeOn: date('not_before_on'),
    quantity: integer('quantity').notNull(),
    typedOn: date('typed_on').notNull(),
    createdBy: text('created_by').references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    unique('assignment_quantities_number_unique').on(t.number),
    index('assignment_quantities_assignment_idx').on(t.assignmentId, t.effectiveOn),
    check('assignment_quantities_in_range', sql`${t.quantity} between 1 and 1000000`),
  ],
)

/** Every end that was typed, moved or taken away (null), in the order of typing. Append-only; triggers of `assignments` write it. */
export const assignmentEnds = pgTable(
  'assignment_ends',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: changeNumber(),
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    endOn: date('end_on'),
    typedOn: date('typed_on').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    unique('assignment_ends_number_unique').on(t.number),
    index('assignment_ends_assignment_idx').on(t.assignmentId, t.number),
  ],
)

/** From which boundary a change counted when a run last looked: it stays there while a charge stands that was planned under it. */
export const assignmentBoundaries = pgTable(
  'assignment_boundaries',
  {
    assignmentId: bigint('assignment_id', { mode: 'number' })
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    changeNumber: bigint('change_number', { mode: 'number' }).notNull(),
    countsFromOn: date('counts_from_on').notNull(),
  },
  t => [primaryKey({ name: 'assignment_boundaries_pk', columns: [t.assignmentId, t.changeNumber] })],
)
