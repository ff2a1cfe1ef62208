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
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { chargeKinds, skipReasons } from '@/lib/billing/terms'
import { customers } from './customers'
import { users } from './users'

export const runModes = ['simulate', 'post'] as const
export const runStatuses = [
  'running',
  'paused',
  'completed',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const ref = (name: string) => bigint(name, { mode: 'number' })
const minor = (name: string) => bigint(name, { mode: 'bigint' })

/** One execution of billing through a date, simulated or posted. */
export const billingRuns = pgTable(
  'billing_runs',
  {
    /**
     * The run's number, which people and programs know it by. From a counter row that is raised in the run's own transaction, not
     * from a sequence: one that is rolled back or killed leaves no gap. docs/decisions/0012-run-numbers-without-gaps.md
     */
    id: bigint('id', { mode: 'number' }).primaryKey().default(sql`next_number('billing_run')`),
    mode: text('mode', { enum: runModes }).notNull(),
    status: text('status', { enum: runStatuses }).notNull().default('running'),
    throughOn: date('through_on').notNull(),
    /** One customer, or null for several or all. */
    customerId: ref('customer_id').references(() => customers.id),
    /** Only this account manager's customers, or null for all. */
    managerId: text('manager_id').references(() => users.id),
    /** How many customers and packages were chosen, see billing_run_customers and billing_run_packages; zero for all. */
    customerCount: integer('customer_count').notNull().default(0),
    packageCount: integer('package_count').notNull().default(0),
    /** Only versions of terms in force by this day were used; null for the scheduled ones too. */
    catalogueOn: date('catalogue_on'),
    startedBy: text('started_by').references(() => users.id),
    /** The command line or a schedule has no user. */
    startedFrom: text('started_from').notNull().default('app'),
    assignmentsTotal: integer('assignments_total').notNull().default(0),
    assignmentsDone: integer('assignments_done').notNull().default(0),
    chargedCount: integer('charged_count').notNull().default(0),
    /** How many of its charges were undone since. */
    reversedCount: integer('reversed_count').notNull().default(0),
    alreadyChargedCount: integer('already_charged_count').notNull().default(0),
    skippedCount: integer('skipped_count').notNull().default(0),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
    /** Since when, and from how many on, the present execution counts: for its pace. */
    workingSince: timestamp('working_since', { withTimezone: true }).notNull().defaultNow(),
    workedBefore: integer('worked_before').notNull().default(0),
    /** Where the time went, summed over the batches, and the slowest batch: how long, how many, and from which payer to which. */
    loadMs: integer('load_ms').notNull().default(0),
    planMs: integer('plan_ms').notNull().default(0),
    writeMs: integer('write_ms').notNull().default(0),
    slowestMs: integer('slowest_ms').notNull().default(0),
    slowestCount: integer('slowest_count').notNull().default(0),
    slowestFromId: ref('slowest_from_id'),
    slowestToId: ref('slowest_to_id'),
    /** Renewed by every batch; a running run whose heartbeat is old was interrupted. */
    heartbeatAt: timestamp('heartbeat_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    undoneAt: timestamp('undone_at', { withTimezone: true }),
    undoneBy: text('undone_by').references(() => users.id),
    undoReason: text('undo_reason'),
    failure: text('failure'),
    /** When the lines of a simulation were deleted; they are kept for 30 days. */
    linesDeletedAt: timestamp('lines_deleted_at', { withTimezone: true }),
    /** Which execution works on it: one that finds another name here has been replaced, and stops. */
    lease: text('lease'),
  },
  t => [
    index('billing_runs_started_idx').on(t.startedAt, t.id),
    uniqueIndex('billing_runs_one_simulation_each')
      .on(t.startedBy)
      .where(sql`${t.mode} = 'simulate' and ${t.status} = 'running'`),
    index('billing_runs_with_lines_idx')
      .on(t.id)
      .where(sql`${t.mode} = 'simulate' and ${t.linesDeletedAt} is null`),
    check('billing_runs_mode_known', sql`${t.mode} in ('simulate', 'post')`),
    check(
      'billing_runs_status_known',
      sql`${t.status} in ('running', 'paused', 'completed', 'cancelled', 'failed', 'undoing', 'undone')`,
    ),
    check(
      'billing_runs_posts_whole_customers',
      sql`${t.mode} = 'simulate' or (${t.packageCount} = 0 and ${t.catalogueOn} is null)`,
    ),
  ],
)

/** How a candidate ended where it did not become a charge of this run: `planned` only in a simulation. */
export const lineOutcomes = ['planned', 'already_charged', 'skipped'] as const

/** What a run looked at and did not post: every line of a simulation, and the skips of a posted run. */
export const billingRunLines = pgTable(
  'billing_run_lines',
  {
    id: id(),
    runId: ref('run_id')
      .notNull()
      .references(() => billingRuns.id, { onDelete: 'cascade' }),
    outcome: text('outcome', { enum: lineOutcomes }).notNull(),
    reason: text('reason', { enum: skipReasons }),
    /** The run that charged it, where the outcome is already_charged. */
    chargedByRunId: ref('charged_by_run_id'),
    assignmentId: ref('assignment_id').notNull(),
    customerId: ref('customer_id').notNull(),
    didId: ref('did_id'),
    packageId: ref('package_id').notNull(),
    /** Null only where the assignment could not be planned. */
    versionId: ref('version_id'),
    kind: text('kind', { enum: chargeKinds }).notNull(),
    billingOn: date('billing_on').notNull(),
    periodFrom: date('period_from').notNull(),
    periodTo: date('period_to').notNull(),
    quantity: integer('quantity').notNull(),
    unitRetailMicro: bigint('unit_retail_micro', { mode: 'number' }).notNull(),
    unitCostMicro: bigint('unit_cost_micro', { mode: 'number' }).notNull(),
    numerator: integer('numerator').notNull(),
    denominator: integer('denominator').notNull(),
    spendMicro: bigint('spend_micro', { mode: 'bigint' }),
    retailMinor: minor('retail_minor').notNull(),
    costMinor: minor('cost_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    explanation: text('explanation').notNull(),
  },
  t => [
    index('billing_run_lines_run_idx').on(t.runId, t.id),
    index('billing_run_lines_customer_idx').on(t.runId, t.customerId),
    index('billing_run_lines_held_idx').on(t.runId).where(sql`${t.reason} = 'funds_short'`),
    index('billing_run_lines_other_idx').on(t.runId, t.id).where(sql`${t.outcome} <> 'planned'`),
  ],
)

/**
 * The charges: append-only (a trigger refuses UPDATE and DELETE). `attempt` counts how often this period was charged and
 * undone before; a trigger lets attempt n in only where attempt n - 1 has a reversal, so that at most one charge lives.
 * Run, assignment, payer, DID, package and version are checked by one set-based trigger a statement, which also sees that
 * they fit each other; a foreign key each would cost a look-up a row. Triggers keep what a charge names from being deleted.
 */
export const charges = pgTable(
  'charges',
  {
    id: id(),
    runId: ref('run_id').notNull(),
    assignmentId: ref('assignment_id').notNull(),
    customerId: ref('customer_id').notNull(),
    didId: ref('did_id'),
    packageId: ref('package_id').notNull(),
    versionId: ref('version_id').notNull(),
    kind: text('kind', { enum: chargeKinds }).notNull(),
    billingOn: date('billing_on').notNull(),
    /** The billing day of the transaction that wrote it; of a mirror entry, the day of the undo. What hands money over goes by it. */
    postedOn: date('posted_on').notNull(),
    periodFrom: date('period_from').notNull(),
    periodTo: date('period_to').notNull(),
    /** The first day of the period that the line is about: `periodFrom`, but for a settlement. */
    opensOn: date('opens_on').notNull(),
    /** 0 for a charge; what settles a posted period afterwards has its next number, undone ones included. */
    settlement: smallint('settlement').notNull().default(0),
    attempt: smallint('attempt').notNull().default(0),
    /** The last change of terms or of its assignment that was known when it was planned. */
    changeNumber: bigint('change_number', { mode: 'number' }).notNull(),
    /** The charge that a reversal mirrors. */
    reversesId: ref('reverses_id'),
    quantity: integer('quantity').notNull(),
    unitRetailMicro: bigint('unit_retail_micro', { mode: 'number' }).notNull(),
    unitCostMicro: bigint('unit_cost_micro', { mode: 'number' }).notNull(),
    numerator: integer('numerator').notNull(),
    denominator: integer('denominator').notNull(),
    spendMicro: bigint('spend_micro', { mode: 'bigint' }),
    retailMinor: minor('retail_minor').notNull(),
    costMinor: minor('cost_minor').notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    /** Whether the customer's balance was debited, or the line waits for an invoice. */
    isDebited: boolean('is_debited').notNull(),
    explanation: text('explanation').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    // The date first: a new run writes at the right-hand end of the index.
    uniqueIndex('charges_exactly_once')
      .on(t.opensOn, t.assignmentId, t.kind, t.settlement, t.attempt)
      .where(sql`${t.kind} <> 'reversal'`),
    uniqueIndex('charges_reversed_once').on(t.reversesId).where(sql`${t.reversesId} is not null`),
    index('charges_reversals_idx').on(t.assignmentId).where(sql`${t.kind} = 'reversal'`),
    index('charges_settlements_idx').on(t.assignmentId, t.opensOn).where(sql`${t.settlement} > 0`),
    // With the customer: what a run charged some of them is found without reading all of it.
    index('charges_run_idx').on(t.runId, t.customerId, t.id),
    index('charges_customer_idx').on(t.customerId, t.billingOn, t.id),
    index('charges_billing_idx').on(t.billingOn, t.id),
    // The ledger grows by posting date: block ranges find one, at no cost to those who write.
    index('charges_posted_idx').using('brin', t.postedOn),
    check(
      'charges_kind_known',
      sql`${t.kind} in ('setup', 'one_time', 'recurring', 'minimum_spend', 'credit', 'reversal')`,
    ),
    check('charges_reversal_names_its_charge', sql`(${t.kind} = 'reversal') = (${t.reversesId} is not null)`),
    check('charges_settlement_fits', sql`${t.settlement} >= 0 and (${t.settlement} = 0 or ${t.attempt} = 0)`),
    check('charges_period_in_order', sql`${t.periodTo} >= ${t.periodFrom}`),
    check('charges_quantity_positive', sql`${t.quantity} > 0`),
    check('charges_fraction_sound', sql`${t.denominator} > 0 and ${t.numerator} >= 0`),
    check(
      'charges_sign_fits_kind',
      sql`${t.kind} = 'reversal' or case when ${t.kind} = 'credit' then greatest(${t.retailMinor}, ${t.costMinor}) <= 0
        else least(${t.retailMinor}, ${t.costMinor}) >= 0 end`,
    ),
    check('charges_not_zero', sql`${t.retailMinor} <> 0 or ${t.costMinor} <> 0`),
  ],
)
