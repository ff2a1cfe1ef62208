/** Reads of runs, scoped to who asks: an account manager finds the simulations they started, without cost. */

import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { billingRunLines, billingRuns } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { billingRunTotals } from '@/db/schema/run-parts'
import { users } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'
import { visibleRuns } from '@/lib/access/read'
import type { SkipReason } from '@/lib/billing/terms'
import { pageSize } from '@/lib/listing/paging'
import { silentSeconds } from '../labels'

const manager = alias(users, 'manager')
const undoer = alias(users, 'undoer')

const columns = {
  id: billingRuns.id,
  mode: billingRuns.mode,
  status: billingRuns.status,
  throughOn: billingRuns.throughOn,
  customerId: billingRuns.customerId,
  customer: customers.name,
  customerCount: billingRuns.customerCount,
  packageCount: billingRuns.packageCount,
  catalogueOn: billingRuns.catalogueOn,
  managerId: billingRuns.managerId,
  manager: manager.name,
  startedBy: users.name,
  startedFrom: billingRuns.startedFrom,
  assignmentsTotal: billingRuns.assignmentsTotal,
  assignmentsDone: billingRuns.assignmentsDone,
  chargedCount: billingRuns.chargedCount,
  reversedCount: billingRuns.reversedCount,
  alreadyChargedCount: billingRuns.alreadyChargedCount,
  skippedCount: billingRuns.skippedCount,
  startedAt: billingRuns.startedAt,
  workingSince: billingRuns.workingSince,
  workedBefore: billingRuns.workedBefore,
  heartbeatAt: billingRuns.heartbeatAt,
  finishedAt: billingRuns.finishedAt,
  failure: billingRuns.failure,
  linesDeletedAt: billingRuns.linesDeletedAt,
}

/** Lines and sums of a run in one currency; cost is null where the actor may not see it. */
export type RunSum = { currency: string; lineCount: number; retailMinor: bigint; costMinor: bigint | null }

export type RunAsk = {
  mode?: string | null
  /** A state of `runStates`: interrupted is its own. */
  state?: string | null
  /** Older than this run, or newer. */
  after?: number | null
  before?: number | null
  now: Date
}

/** One page of runs, newest first, each with its sums; `next` and `previous` are the cursors. */
export async function listRuns({ db, actor }: Within<'actor'>, ask: RunAsk) {
  const backwards = ask.before != null
  const found = await db
    .select(columns)
    .from(billingRuns)
    .leftJoin(customers, eq(customers.id, billingRuns.customerId))
    .leftJoin(users, eq(users.id, billingRuns.startedBy))
    .leftJoin(manager, eq(manager.id, billingRuns.managerId))
    .where(
      and(
        visibleRuns(actor),
        ask.mode === 'simulate' || ask.mode === 'post' ? eq(billingRuns.mode, ask.mode) : undefined,
        inState(ask.state ?? '', ask.now),
        ask.after != null ? lt(billingRuns.id, ask.after) : undefined,
        ask.before != null ? gt(billingRuns.id, ask.before) : undefined,
      ),
    )
    .orderBy(backwards ? asc(billingRuns.id) : desc(billingRuns.id))
    .limit(pageSize + 1)
  const rows = found.slice(0, pageSize)
  if (backwards) rows.reverse()
  const sums = await sumsOf(
    { db, actor },
    rows.map(row => row.id),
  )
  const hasNewer = backwards ? found.length > pageSize : ask.after != null
  const hasOlder = backwards || found.length > pageSize
  return {
    rows: rows.map(row => ({ ...row, sums: sums.get(row.id) ?? [] })),
    previous: hasNewer && rows[0] ? String(rows[0].id) : null,
    next: hasOlder && rows.at(-1) ? String(rows.at(-1)?.id) : null,
  }
}

export type ListedRun = Awaited<ReturnType<typeof listRuns>>['rows'][number]

function inState(state: string, now: Date): SQL | undefined {
  const silent = new Date(now.getTime() - silentSeconds * 1000)
  const closed = and(eq(billingRuns.status, 'failed'), eq(billingRuns.failure, 'interrupted'))
  switch (state) {
    case 'running':
      return and(
        eq(billingRuns.status, 'running'),
        sql`${billingRuns.heartbeatAt} >= ${silent.toISOString()}`,
      )
    case 'interrupted':
      return or(and(eq(billingRuns.status, 'running'), lt(billingRuns.heartbeatAt, silent)), closed)
    case 'failed':
      return and(eq(billingRuns.status, 'failed'), sql`${billingRuns.failure} is distinct from 'interrupted'`)
    case 'undoing':
      return and(
        eq(billingRuns.status, 'undoing'),
        isNull(billingRuns.failure),
        sql`${billingRuns.heartbeatAt} >= ${silent.toISOString()}`,
      )
    case 'undo_stopped':
      return and(
        eq(billingRuns.status, 'undoing'),
        or(isNotNull(billingRuns.failure), lt(billingRuns.heartbeatAt, silent)),
      )
    case 'paused':
    case 'completed':
    case 'cancelled':
    case 'undone':
      return eq(billingRuns.status, state)
    default:
      return undefined
  }
}

async function sumsOf(
  { db, actor }: Within<'actor'>,
  runIds: readonly number[],
): Promise<Map<number, RunSum[]>> {
  const found = new Map<number, RunSum[]>()
  if (runIds.length === 0) return found
  const rows = await db
    .select({
      runId: billingRunTotals.runId,
      currency: billingRunTotals.currency,
      lineCount: billingRunTotals.lineCount,
      retailMinor: billingRunTotals.retailMinor,
      costMinor: actor.canSeeCost ? billingRunTotals.costMinor : sql<null>`null`,
    })
    .from(billingRunTotals)
    .where(inArray(billingRunTotals.runId, [...runIds]))
    .orderBy(asc(billingRunTotals.currency))
  for (const { runId, ...sum } of rows) found.set(runId, [...(found.get(runId) ?? []), sum])
  return found
}

/** One run with its sums; null where there is none, or it is not the actor's to see. */
export async function getRun({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      ...columns,
      undoneAt: billingRuns.undoneAt,
      undoneBy: undoer.name,
      undoReason: billingRuns.undoReason,
      loadMs: billingRuns.loadMs,
      planMs: billingRuns.planMs,
      writeMs: billingRuns.writeMs,
      slowestMs: billingRuns.slowestMs,
      slowestCount: billingRuns.slowestCount,
      slowestFromId: billingRuns.slowestFromId,
      slowestToId: billingRuns.slowestToId,
    })
    .from(billingRuns)
    .leftJoin(customers, eq(customers.id, billingRuns.customerId))
    .leftJoin(users, eq(users.id, billingRuns.startedBy))
    .leftJoin(manager, eq(manager.id, billingRuns.managerId))
    .leftJoin(undoer, eq(undoer.id, billingRuns.undoneBy))
    .where(and(eq(billingRuns.id, id), visibleRuns(actor)))
  if (!row) return null
  return { ...row, sums: (await sumsOf({ db, actor }, [id])).get(id) ?? [] }
}

export type RunDetails = NonNullable<Awaited<ReturnType<typeof getRun>>>

/** How far a run is; null where there is none, or it is not the actor's to see. One row by its key: cheap to ask again. */
export async function getRunProgress({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      status: billingRuns.status,
      failure: billingRuns.failure,
      assignmentsTotal: billingRuns.assignmentsTotal,
      assignmentsDone: billingRuns.assignmentsDone,
      chargedCount: billingRuns.chargedCount,
      reversedCount: billingRuns.reversedCount,
      workingSince: billingRuns.workingSince,
      workedBefore: billingRuns.workedBefore,
      heartbeatAt: billingRuns.heartbeatAt,
    })
    .from(billingRuns)
    .where(and(eq(billingRuns.id, id), visibleRuns(actor)))
  return row ?? null
}

/** How many lines of a run were skipped for each reason, the most frequent first. */
export async function countSkips(db: Db, runId: number): Promise<{ reason: SkipReason; count: number }[]> {
  const count = sql<number>`count(*)::int`
  const rows = await db
    .select({ reason: billingRunLines.reason, count })
    .from(billingRunLines)
    .where(and(eq(billingRunLines.runId, runId), eq(billingRunLines.outcome, 'skipped')))
    .groupBy(billingRunLines.reason)
    .orderBy(desc(count), asc(billingRunLines.reason))
  return rows.map(row => ({ reason: row.reason ?? 'failed', count: row.count }))
}

/** True where the actor sees any run at all: the empty list teaches only where there is none. */
export async function hasRuns({ db, actor }: Within<'actor'>): Promise<boolean> {
  const [row] = await db.select({ id: billingRuns.id }).from(billingRuns).where(visibleRuns(actor)).limit(1)
  return row !== undefined
}
