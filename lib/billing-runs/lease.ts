/** How a run keeps its own record: opened before the first batch, counted with every batch, closed at the end. */

import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { array, unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import type { BatchCount, RunTotals } from '@/lib/planning/count'
import type { RunScope } from '@/lib/planning/scope'
import { Refusal } from '@/lib/refusal/refusal'
import { type BatchTime, timeColumns, writeShortfalls } from './batch-figures'
import { isHeldAs, type Lease } from './heartbeat'
import { silentSeconds } from './labels'
import { scopeColumns, scopeFacts, writeScope } from './scope'

/** A running run whose heartbeat is older was interrupted: its process died or lost the database. */
const heartbeatSeconds = silentSeconds

export type RunRecord = {
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  scope: RunScope
  startedFrom: string
}

/** The run was paused, cancelled or taken over: whatever this execution has not committed is left to others. */
export class RunStopped extends Refusal {
  constructor(runId: number) {
    super(`Run #${runId} was paused, cancelled or taken up by another process. What it charged is kept.`)
  }
}

/** Writes the run's row and its audit row. Posting runs that died before are marked as interrupted on the way. */
export async function openRun(
  { db, actor, now }: Within<'actor' | 'now'>,
  record: RunRecord,
): Promise<Lease> {
  const lease = randomUUID()
  return db.transaction(async tx => {
    if (record.mode === 'post') await closeInterrupted(tx)
    else if (actor.id !== null) await refuseSecond(tx, actor.id)
    const [run] = await tx
      .insert(billingRuns)
      .values({
        mode: record.mode,
        throughOn: record.throughOn,
        ...scopeColumns(record.scope),
        startedBy: actor.id,
        startedFrom: record.startedFrom,
        startedAt: now,
        lease,
      })
      .returning({ id: billingRuns.id })
    if (!run) throw new Error('the run was not written')
    await writeScope(tx, run.id, record.scope)
    await writeAudit(
      { db: tx, actor },
      {
        action: record.mode === 'post' ? 'billing_run.posted' : 'billing_run.simulated',
        entity: 'billing_run',
        entityId: run.id,
        label: `#${run.id} through ${record.throughOn}`,
        before: null,
        after: {
          throughOn: record.throughOn,
          ...scopeFacts(record.scope),
          startedFrom: record.startedFrom,
        },
      },
    )
    return { runId: run.id, lease }
  })
}

/** True in SQL where a running run's heartbeat is old. Judged by the clock of the database, which all processes share. */
export const isSilent = sql`${billingRuns.status} = 'running' and ${billingRuns.heartbeatAt} < now() - make_interval(secs => ${heartbeatSeconds})`

async function closeInterrupted(tx: Db, startedBy?: string): Promise<void> {
  await tx
    .update(billingRuns)
    .set({ status: 'failed', failure: 'interrupted', finishedAt: sql`now()` })
    .where(startedBy === undefined ? isSilent : and(isSilent, eq(billingRuns.startedBy, startedBy)))
}

/** One person has one simulation under way; the constraint billing_runs_one_simulation_each sees to those started together. */
async function refuseSecond(tx: Db, startedBy: string): Promise<void> {
  await closeInterrupted(tx, startedBy)
  const [other] = await tx
    .select({ id: billingRuns.id })
    .from(billingRuns)
    .where(
      and(
        eq(billingRuns.startedBy, startedBy),
        eq(billingRuns.mode, 'simulate'),
        eq(billingRuns.status, 'running'),
      ),
    )
  if (other) {
    throw new Refusal(
      `Your simulation #${other.id} is still under way. Wait for it, or cancel it on its page.`,
    )
  }
}

/** Says how much there is to look at. Throws RunStopped where this execution may not go on. */
export async function setTotal(db: Db, lease: Lease, assignmentsTotal: number): Promise<void> {
  const held = await db
    .update(billingRuns)
    .set({ assignmentsTotal, heartbeatAt: sql`now()` })
    .where(isHeldAs('running', lease))
    .returning({ id: billingRuns.id })
  if (held.length === 0) throw new RunStopped(lease.runId)
}

/** How far a run is, with what every process has done. */
export type RunCounters = {
  assignmentsDone: number
  assignmentsTotal: number
  chargedCount: number
  skippedCount: number
}

/**
 * Adds a batch to the run's counters, in the batch's own transaction, and answers them. Throws RunStopped, and so takes the batch
 * back, where the run was paused, cancelled or taken over: after that, nothing more is posted in its name.
 */
export async function countIntoRun(
  tx: Db,
  lease: Lease,
  batch: BatchCount,
  time: BatchTime,
): Promise<RunCounters> {
  const [counters] = await tx
    .update(billingRuns)
    .set({
      assignmentsDone: sql`${billingRuns.assignmentsDone} + ${batch.assignmentCount}`,
      chargedCount: sql`${billingRuns.chargedCount} + ${batch.chargedCount}`,
      skippedCount: sql`${billingRuns.skippedCount} + ${batch.skippedCount}`,
      ...timeColumns(time),
      // Not now(), the time at which the batch began: a long one would look dead the moment it is done.
      heartbeatAt: sql`clock_timestamp()`,
    })
    .where(isHeldAs('running', lease))
    .returning({
      assignmentsDone: billingRuns.assignmentsDone,
      assignmentsTotal: billingRuns.assignmentsTotal,
      chargedCount: billingRuns.chargedCount,
      skippedCount: billingRuns.skippedCount,
    })
  if (!counters) throw new RunStopped(lease.runId)
  await addTotals(tx, lease.runId, batch.totals)
  await writeShortfalls(tx, lease.runId, batch.shortfalls)
  return counters
}

async function addTotals(tx: Db, runId: number, totals: readonly RunTotals[]): Promise<void> {
  if (totals.length === 0) return
  await tx.execute(
    sql`insert into billing_run_totals (run_id, currency, line_count, retail_minor, cost_minor)
      select ${runId}, t.currency, t.line_count, t.retail::numeric, t.cost::numeric
      from ${unnest(
        ['text', totals.map(t => t.currency)],
        ['int', totals.map(t => t.lineCount)],
        ['text', totals.map(t => t.retailMinor)],
        ['text', totals.map(t => t.costMinor)],
      )} as t(currency, line_count, retail, cost)
      on conflict (run_id, currency) do update set line_count = billing_run_totals.line_count + excluded.line_count,
        retail_minor = billing_run_totals.retail_minor + excluded.retail_minor,
        cost_minor = billing_run_totals.cost_minor + excluded.cost_minor`,
  )
}

/** Names the assignments that could not be planned; the others were. */
export async function writeFailures(
  tx: Db,
  runId: number,
  failures: ReadonlyMap<number, unknown>,
): Promise<void> {
  if (failures.size === 0) return
  const ids = [...failures.keys()]
  const messages = [...failures.values()].map(f => (f instanceof Error ? f.message : String(f)))
  await tx.execute(
    sql`insert into billing_run_lines (run_id, outcome, reason, assignment_id, customer_id, did_id, package_id, kind, billing_on,
        period_from, period_to, quantity, unit_retail_micro, unit_cost_micro, numerator, denominator, retail_minor, cost_minor,
        currency, explanation)
      select ${runId}, 'skipped', 'failed', a.id, a.payer_id, a.did_id, a.package_id, 'recurring', a.start_on, a.start_on, a.start_on,
        a.quantity, 0, 0, 1, 1, 0, 0, c.currency, f.message
      from ${unnest(['bigint', ids], ['text', messages])} as f(id, message)
      join assignments a on a.id = f.id join customers c on c.id = a.payer_id where a.id = any(${array('bigint', ids)})`,
  )
}

/** Ends the run, unless somebody else has meanwhile. */
export async function closeRun(
  db: Db,
  lease: Lease,
  end: { status: 'completed' | 'failed'; failure?: string; alreadyChargedCount?: number; now: Date },
): Promise<void> {
  await db
    .update(billingRuns)
    .set({
      status: end.status,
      failure: end.failure ?? null,
      finishedAt: end.now,
      ...(end.alreadyChargedCount === undefined ? {} : { alreadyChargedCount: end.alreadyChargedCount }),
    })
    .where(isHeldAs('running', lease))
}
