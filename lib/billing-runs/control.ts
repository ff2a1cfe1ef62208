/** Pausing, cancelling and resuming a run. Changing the run's row is the whole message: its next batch finds it and stops. */

import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleRuns } from '@/lib/access/read'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import type { Lease } from './heartbeat'
import { isSilent } from './lease'
import { readScope } from './scope'
import type { StartedRun } from './work'

type Row = typeof billingRuns.$inferSelect & { isSilent: boolean }

/** The run, locked. Refuses where it is not the actor's to steer: account managers steer their own simulations. */
async function lockRun({ db: tx, actor }: Within<'actor'>, runId: number): Promise<Row> {
  const [found] = await tx
    .select({ run: billingRuns, isSilent: sql<boolean>`${isSilent}` })
    .from(billingRuns)
    .where(and(eq(billingRuns.id, runId), visibleRuns(actor)))
    .for('update')
  if (!found) throw new Refusal(`There is no such run as #${runId}.`)
  if (found.run.mode === 'post') requireAdmin(actor)
  return { ...found.run, isSilent: found.isSilent }
}

const steps = { paused: 'billing_run.paused', cancelled: 'billing_run.cancelled' } as const

async function halt(
  { db, actor }: Within<'actor'>,
  runId: number,
  status: 'paused' | 'cancelled',
): Promise<void> {
  await db.transaction(async tx => {
    const run = await lockRun({ db: tx, actor }, runId)
    if (run.status === status) return
    const isOpen =
      run.status === 'running' || (status === 'cancelled' && (run.status === 'paused' || isInterrupted(run)))
    if (!isOpen) throw new Refusal(`Run #${runId} is not running any more.`)
    await tx
      .update(billingRuns)
      .set({ status, failure: null, finishedAt: status === 'cancelled' ? sql`now()` : null })
      .where(eq(billingRuns.id, runId))
    await writeAudit(
      { db: tx, actor },
      {
        action: steps[status],
        entity: 'billing_run',
        entityId: runId,
        label: `#${runId} through ${run.throughOn}`,
        before: { status: run.status },
        after: { status },
      },
    )
  })
}

const isInterrupted = (run: Row) => run.isSilent || run.status === 'failed'

/**
 * Pauses a running run: once this has answered nothing more is posted in its name, until it is resumed. Pausing it again does
 * nothing. Throws a Refusal where the run has ended.
 */
export async function pauseRun({ db, actor }: Within<'actor'>, runId: number): Promise<void> {
  await halt({ db, actor }, runId, 'paused')
}

/** Ends a run for good, running, paused or interrupted. What it charged stays charged, and can be undone. */
export async function cancelRun({ db, actor }: Within<'actor'>, runId: number): Promise<void> {
  await halt({ db, actor }, runId, 'cancelled')
}

/**
 * Takes a paused, interrupted or failed run up again under its own number, for `executeRun`. Only one of two that do so at the same
 * time goes on: the other finds the run running. An execution that only seemed dead finds another lease, and stops.
 */
export async function resumeRun({ db, actor }: Within<'actor'>, runId: number): Promise<StartedRun> {
  return db.transaction(async tx => {
    const run = await lockRun({ db: tx, actor }, runId)
    if (run.status === 'running' && !run.isSilent) throw new Refusal(`Run #${runId} is running.`)
    if (run.status !== 'paused' && !isInterrupted(run)) {
      throw new Refusal(`Run #${runId} has ended: there is nothing to resume.`)
    }
    if (run.reversedCount > 0) {
      throw new Refusal(`Charges of run #${runId} were undone. Post a new run: it charges what is missing.`)
    }
    const assignmentsDone = await forgetWhatComesAgain(tx, run)
    const lease = randomUUID()
    await tx
      .update(billingRuns)
      .set({
        status: 'running',
        failure: null,
        finishedAt: null,
        lease,
        heartbeatAt: sql`now()`,
        workingSince: sql`now()`,
        workedBefore: assignmentsDone,
      })
      .where(eq(billingRuns.id, runId))
    await writeAudit(
      { db: tx, actor },
      {
        action: 'billing_run.resumed',
        entity: 'billing_run',
        entityId: runId,
        label: `#${runId} through ${run.throughOn}`,
        before: { status: isInterrupted(run) ? 'interrupted' : run.status },
        after: { status: 'running' },
      },
    )
    return {
      runId,
      lease,
      scope: await readScope(tx, run),
      mode: run.mode,
      throughOn: run.throughOn,
      assignmentsDone,
    }
  })
}

/**
 * The run as it is being worked on, for one who was called to help with this execution of it; null where it is over, was replaced
 * (its successor may not have divided the work yet, and calls by itself), or has been silent.
 */
export async function joinRun(db: Db, { runId, lease }: Lease): Promise<StartedRun | null> {
  const [found] = await db
    .select({ run: billingRuns, isSilent: sql<boolean>`${isSilent}` })
    .from(billingRuns)
    .where(eq(billingRuns.id, runId))
  if (found?.run.status !== 'running' || found.isSilent || found.run.lease !== lease) return null
  const { mode, throughOn, assignmentsDone } = found.run
  return { runId, lease, scope: await readScope(db, found.run), mode, throughOn, assignmentsDone }
}

/**
 * Takes back the records of what the resumed run will look at again, so that nothing is listed or counted twice: a posted run's
 * assignments that are still due (held for funds, not plannable); everything of a simulation, which moves no pointer.
 * Answers how many assignments stay looked at.
 */
async function forgetWhatComesAgain(tx: Db, run: Row): Promise<number> {
  if (run.mode === 'simulate') {
    await tx.execute(sql`delete from billing_run_lines where run_id = ${run.id}`)
    await tx.execute(sql`delete from billing_run_totals where run_id = ${run.id}`)
    await tx.execute(sql`delete from billing_run_shortfalls where run_id = ${run.id}`)
    await tx
      .update(billingRuns)
      .set({ assignmentsDone: 0, chargedCount: 0, skippedCount: 0, linesDeletedAt: null })
      .where(eq(billingRuns.id, run.id))
    return 0
  }
  const [found] = await rowsOf<{ lines: number; owners: number }>(
    tx,
    sql`with again as (
        delete from billing_run_lines l using assignment_pointers p where l.run_id = ${run.id} and l.outcome = 'skipped'
          and p.assignment_id = l.assignment_id and p.next_due_on <= ${run.throughOn}::date
          and (l.billing_on >= p.next_due_on or l.reason = 'failed')
        returning l.assignment_id
      ) select count(*)::int as lines, count(distinct assignment_id)::int as owners from again`,
  )
  const assignmentsDone = Math.max(0, run.assignmentsDone - (found?.owners ?? 0))
  await tx
    .update(billingRuns)
    .set({ assignmentsDone, skippedCount: Math.max(0, run.skippedCount - (found?.lines ?? 0)) })
    .where(eq(billingRuns.id, run.id))
  return assignmentsDone
}
