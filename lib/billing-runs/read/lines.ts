/** The lines of a run, a page at a time: what it charged or would charge, and what it skipped. */

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { assignments } from '@/db/schema/assignments'
import { billingRunLines, charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import { type ChargeKind, chargeKinds, type SkipReason, skipReasons } from '@/lib/billing/terms'
import { findPage, inOrder, type ListPage, type Position } from '@/lib/listing/read/pages'
import type { LineState } from '../labels'
import { type LineTable, searchLines } from './line-search'

export type LineAsk = {
  search: string
  /** `charged`, `planned`, `already_charged` or `skipped`; without it what the run charged, or all lines of a simulation. */
  outcome?: string | null
  kind?: string | null
  currency?: string | null
  reason?: string | null
} & Position

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

const mirror = alias(charges, 'mirror')

/**
 * One page of a run's lines, and how many there are (see `ListPage`): charges customer by customer, each customer's in the order in
 * which they were planned; other lines as they were planned. The caller has judged that the run is the actor's.
 */
export async function listRunLines(
  { db, actor }: Within<'actor'>,
  run: { id: number; mode: 'simulate' | 'post' },
  ask: LineAsk,
): Promise<{ rows: RunLine[] } & Omit<ListPage, 'ids'>> {
  const isPosted = run.mode === 'post' && ask.outcome !== 'skipped' && ask.outcome !== 'already_charged'
  const table = isPosted ? charges : billingRunLines
  const { ids, ...page } = await findPage(
    db,
    {
      from: isAdmin(actor)
        ? sql`${table}`
        : sql`${table} join ${customers} on ${customers.id} = ${table.customerId}`,
      id: table.id,
      visible: visibleCustomers(actor),
      of: eq(table.runId, run.id),
      where: and(...conditionsOf(table, ask), isPosted ? undefined : outcomeOf(ask)),
      search: await searchLines({ db, actor }, table, run.id, ask.search),
      // As the index of a run's charges has them.
      order: { keys: isPosted ? [{ by: charges.customerId, type: 'bigint' }] : [] },
    },
    ask,
  )
  const rows = isPosted ? await chargedLines({ db, actor }, ids) : await otherLines({ db, actor }, ids)
  return { rows: inOrder(ids, rows), ...page }
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

function conditionsOf(table: LineTable, ask: LineAsk): (SQL | undefined)[] {
  const kind = chargeKinds.find(known => known === ask.kind)
  return [
    kind ? eq(table.kind, kind) : undefined,
    ask.currency ? eq(table.currency, ask.currency) : undefined,
  ]
}

function outcomeOf({ outcome, reason: asked }: LineAsk): SQL | undefined {
  const reason = skipReasons.find(known => known === asked)
  const isKnown = outcome === 'planned' || outcome === 'already_charged' || outcome === 'skipped'
  return and(
    isKnown ? eq(billingRunLines.outcome, outcome) : undefined,
    reason ? eq(billingRunLines.reason, reason) : undefined,
  )
}

function stateOf(reversesId: number | null, mirrorId: number | null): LineState {
  if (reversesId !== null) return 'reversal'
  return mirrorId !== null ? 'undone' : 'charged'
}

async function chargedLines({ db, actor }: Within<'actor'>, ids: number[]): Promise<RunLine[]> {
  const rows = await db
    .select({ ...columnsOf(charges, actor), mirrorId: mirror.id, reversesId: charges.reversesId })
    .from(charges)
    .innerJoin(customers, eq(customers.id, charges.customerId))
    .innerJoin(packages, eq(packages.id, charges.packageId))
    .innerJoin(assignments, eq(assignments.id, charges.assignmentId))
    .leftJoin(dids, eq(dids.id, charges.didId))
    .leftJoin(mirror, eq(mirror.reversesId, charges.id))
    .where(inArray(charges.id, ids))
  return rows.map(({ mirrorId, reversesId, ...row }) => ({
    ...row,
    chargeId: row.id,
    state: stateOf(reversesId, mirrorId),
    reason: null,
    chargedByRunId: null,
  }))
}

async function otherLines({ db, actor }: Within<'actor'>, ids: number[]): Promise<RunLine[]> {
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
    .where(inArray(billingRunLines.id, ids))
  return rows.map(row => ({ ...row, chargeId: null }))
}
