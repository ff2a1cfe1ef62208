/** A run, from its opening to its result: divided into parcels, worked off, counted. Rules: docs/billing.md, "Runs". */

import { asc, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { billingRunTotals } from '@/db/schema/run-parts'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { SkipReason } from '@/lib/billing/terms'
import { toDay } from '@/lib/calendar-date'
import type { RunTotals } from '@/lib/planning/count'
import { type Division, divideWork, sweepParcels } from './divide'
import { closeRun, openRun, setTotal } from './lease'
import { countSkips } from './read/runs'
import { judgeScope } from './scope'
import { type RunOptions, type StartedRun, type WorkOptions, workOn } from './work'

export type RunResult = {
  runId: number
  chargedCount: number
  alreadyChargedCount: number
  skippedCount: number
  skippedByReason: Partial<Record<SkipReason, number>>
  totals: RunTotals[]
}

const defaultBatchSize = 2_000

/** Runs billing through a date and waits for the end. See `startRun` and `executeRun` for the two halves. */
export async function runBilling({ db, actor }: Within<'actor'>, options: RunOptions): Promise<RunResult> {
  const started = await startRun({ db, actor }, options)
  return executeRun(db, started, { billingDay: async () => options.today, ...options })
}

/** Judges who asks and writes the run's row. Throws a Refusal: only admins post; others simulate their own customers. */
export async function startRun({ db, actor }: Within<'actor'>, options: RunOptions): Promise<StartedRun> {
  if (options.mode === 'post') requireAdmin(actor)
  const { mode, throughOn, startedFrom = 'app', now, today, packageIds = [] } = options
  const customerIds = [
    ...(options.customerIds ?? []),
    ...(options.customerId == null ? [] : [options.customerId]),
  ]
  const catalogueOn = options.catalogue === 'today' ? today : null
  const scope = await judgeScope({ db, actor }, { mode, customerIds, packageIds, catalogueOn })
  const lease = await openRun({ db, actor, now }, { mode, throughOn, scope, startedFrom })
  return { ...lease, scope, mode, throughOn, assignmentsDone: 0 }
}

/**
 * Divides a started or resumed run and works on it until it has ended, with whoever else does. A failure is recorded on the run
 * and thrown; what was committed before stays. Throws RunStopped where somebody paused or cancelled it, or took it over. The
 * result is the whole run's, with what earlier executions and other processes did.
 */
export async function executeRun(db: Db, started: StartedRun, options: WorkOptions): Promise<RunResult> {
  try {
    const { parcelCount } = await divideRun(db, started, options.batchSize ?? defaultBatchSize)
    const work = workOn(db, started, options)
    const isMore = parcelCount > (options.concurrency ?? 1)
    await Promise.all([work, isMore ? options.callForHelp?.(started, parcelCount) : null])
    return await resultOf(db, started.runId)
  } catch (failure) {
    const sentence = failure instanceof Error ? failure.message : String(failure)
    // Best effort: where the database is gone, the old heartbeat tells that the run was interrupted.
    await closeRun(db, started, { status: 'failed', failure: sentence, now: new Date() }).catch(
      () => undefined,
    )
    throw failure
  }
}

async function divideRun(db: Db, started: StartedRun, size: number): Promise<Division> {
  await sweepParcels(db)
  return db.transaction(async tx => {
    const division = await divideWork(
      tx,
      started,
      { scope: started.scope, through: toDay(started.throughOn) },
      size,
    )
    await setTotal(tx, started, started.assignmentsDone + division.assignmentCount)
    return division
  })
}

async function resultOf(db: Db, runId: number): Promise<RunResult> {
  const [run] = await db.select().from(billingRuns).where(eq(billingRuns.id, runId))
  if (!run) throw new Error(`run ${runId} is gone`)
  const { chargedCount, alreadyChargedCount, skippedCount } = run
  const totals = await db
    .select()
    .from(billingRunTotals)
    .where(eq(billingRunTotals.runId, runId))
    .orderBy(asc(billingRunTotals.currency))
  const skips = skippedCount === 0 ? [] : await countSkips(db, runId)
  return {
    ...{ runId, chargedCount, alreadyChargedCount, skippedCount },
    skippedByReason: Object.fromEntries(skips.map(({ reason, count }) => [reason, count])),
    totals: totals.map(({ runId: _, ...total }) => total),
  }
}
