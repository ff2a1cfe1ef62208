/** The lines of a run, a page at a time: what it charged or would charge, and what it skipped. */
import { and, asc, desc, eq, gt, ilike, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { billingRunLines, charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import type { Actor } from '../actor'
import { type ChargeKind, chargeKinds, type SkipReason, skipReasons } from '../billing/terms'
import { visibleCustomers } from '../customers/access'
import { likePattern, pageSize } from '../paging'
import type { LineState } from './words'

export type LineAsk = {
  search: string
  /** `charged`, `planned`, `already_charged` or `skipped`; without it what the run charged, or all lines of a simulation. */
  outcome?: string | null
  kind?: string | null
  currency?: string | null
  reason?: string | null
  /** Ids of the last and the first line seen. */
  after?: number | null
  before?: number | null
}

export type RunLine = {
  id: number
  /** The charge, where there is one to open. */
  chargeId: number | null
  state: LineState
  reason: SkipReason | null
  chargedByRunId: number | null
  customerId: number
  customer: string
  number: string | null
  package: string
  assignmentId: number
  reference: string
  kind: ChargeKind
  billingOn: string
  periodFrom: string
  periodTo: string
  quantity: number
  unitRetailMicro: number
  numerator: number
  denominator: number
  retailMinor: bigint
  /** Null where the actor may not see cost. */
  costMinor: bigint | null
  currency: string
  explanation: string
}

type LineTable = typeof charges | typeof billingRunLines
const mirror = alias(charges, 'mirror')

/** One page of a run's lines in the order in which they were planned. The caller has judged that the run is the actor's. */
export async function listRunLines(
  db: Db,
  actor: Actor,
  run: { id: number; mode: 'simulate' | 'post' },
  ask: LineAsk,
): Promise<{ rows: RunLine[]; next: string | null; previous: string | null }> {
  const isPosted = run.mode === 'post' && ask.outcome !== 'skipped' && ask.outcome !== 'already_charged'
  const backwards = ask.before != null
  const found = isPosted
    ? await chargedLines(db, actor, run.id, ask, backwards)
    : await otherLines(db, actor, run.id, ask, backwards)
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const hasMore = found.length > pageSize
  return {
    rows,
    previous: (backwards ? hasMore : ask.after != null) && rows[0] ? String(rows[0].id) : null,
    next: (backwards || hasMore) && rows.at(-1) ? String(rows.at(-1)?.id) : null,
  }
}

function columnsOf(table: LineTable, actor: Actor) {
  return {
    id: table.id,
    customerId: table.customerId,
    customer: customers.name,
    number: dids.number,
    package: packages.name,
    assignmentId: table.assignmentId,
    reference: assignments.reference,
    kind: table.kind,
    billingOn: table.billingOn,
    periodFrom: table.periodFrom,
    periodTo: table.periodTo,
    quantity: table.quantity,
    unitRetailMicro: table.unitRetailMicro,
    numerator: table.numerator,
    denominator: table.denominator,
    retailMinor: table.retailMinor,
    costMinor: actor.canSeeCost ? table.costMinor : sql<null>`null`,
    currency: table.currency,
    explanation: table.explanation,
  }
}

function conditionsOf(table: LineTable, actor: Actor, runId: number, ask: LineAsk): (SQL | undefined)[] {
  const kind = chargeKinds.find(known => known === ask.kind)
  return [
    eq(table.runId, runId),
    visibleCustomers(actor),
    kind ? eq(table.kind, kind) : undefined,
    ask.currency ? eq(table.currency, ask.currency) : undefined,
    ask.after != null ? gt(table.id, ask.after) : undefined,
    ask.before != null ? lt(table.id, ask.before) : undefined,
    searched(table, ask.search),
  ]
}

// The named tables are searched first, so that the lines are only compared by id.
function searched(table: LineTable, search: string): SQL | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  const digits = search.replace(/[\s\-.()+]/g, '')
  const byNumber = /^\d{3,}$/.test(digits)
    ? sql` or ${table.didId} in (select d.id from dids d where d.number like ${`%${digits}%`})`
    : sql``
  return sql`(${table.customerId} in (select c.id from customers c where c.name ilike ${pattern} or c.account_code ilike ${pattern})
    or ${table.packageId} in (select p.id from packages p where p.name ilike ${pattern} or p.code ilike ${pattern})
    or ${ilike(assignments.reference, pattern)}${byNumber})`
}

async function chargedLines(
  db: Db,
  actor: Actor,
  runId: number,
  ask: LineAsk,
  backwards: boolean,
): Promise<RunLine[]> {
  const rows = await db
    .select({ ...columnsOf(charges, actor), mirrorId: mirror.id, reversesId: charges.reversesId })
    .from(charges)
    .innerJoin(customers, eq(customers.id, charges.customerId))
    .innerJoin(packages, eq(packages.id, charges.packageId))
    .innerJoin(assignments, eq(assignments.id, charges.assignmentId))
    .leftJoin(dids, eq(dids.id, charges.didId))
    .leftJoin(mirror, eq(mirror.reversesId, charges.id))
    .where(and(...conditionsOf(charges, actor, runId, ask)))
    .orderBy(backwards ? desc(charges.id) : asc(charges.id))
    .limit(pageSize + 1)
  return rows.map(({ mirrorId, reversesId, ...row }) => ({
    ...row,
    chargeId: row.id,
    state: reversesId !== null ? 'reversal' : mirrorId !== null ? 'undone' : 'charged',
    reason: null,
    chargedByRunId: null,
  }))
}

async function otherLines(
  db: Db,
  actor: Actor,
  runId: number,
  ask: LineAsk,
  backwards: boolean,
): Promise<RunLine[]> {
  const { outcome } = ask
  const reason = skipReasons.find(known => known === ask.reason)
  const isKnown = outcome === 'planned' || outcome === 'already_charged' || outcome === 'skipped'
  const rows = await db
    .select({
      ...columnsOf(billingRunLines, actor),
      state: billingRunLines.outcome,
      reason: billingRunLines.reason,
      chargedByRunId: billingRunLines.chargedByRunId,
    })
    .from(billingRunLines)
    .innerJoin(customers, eq(customers.id, billingRunLines.customerId))
    .innerJoin(packages, eq(packages.id, billingRunLines.packageId))
    .innerJoin(assignments, eq(assignments.id, billingRunLines.assignmentId))
    .leftJoin(dids, eq(dids.id, billingRunLines.didId))
    .where(
      and(
        ...conditionsOf(billingRunLines, actor, runId, ask),
        isKnown ? eq(billingRunLines.outcome, outcome) : undefined,
        reason ? eq(billingRunLines.reason, reason) : undefined,
      ),
    )
    .orderBy(backwards ? desc(billingRunLines.id) : asc(billingRunLines.id))
    .limit(pageSize + 1)
  return rows.map(row => ({ ...row, chargeId: null }))
}
