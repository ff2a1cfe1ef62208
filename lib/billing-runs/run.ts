/**
 * A run: load a batch, plan it, write it once, count it. Posting and simulating differ by the write and nothing else.
 * Rules: docs/billing.md, "Runs".
 */
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Db } from '@/db/client'
import type { Actor } from '../actor'
import { requireAdmin } from '../actor'
import type { SkipReason } from '../billing/terms'
import { type CalendarDate, toDay } from '../calendar-date'
import { listChargedBy } from './already'
import { type BatchCount, type BatchPlan, countBatch, planBatch, type RunTotals } from './batch'
import { timeOf } from './figures'
import { type DuePayer, listDuePayers } from './load'
import { beat, closeRun, countIntoRun, type Lease, openRun, setTotal, writeFailures } from './progress'
import { retrying } from './retry'
import { judgeScope, type RunScope } from './scope'
import { LedgerMoved, writeCharges, writePointers, writeRunLines } from './write'

export type RunOptions = {
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  /** Which customers; without them all that the actor serves. */
  customerIds?: readonly number[]
  /** One customer, as `customerIds` of one. */
  customerId?: number | null
  /** Which packages, in a simulation; without them all. */
  packageIds?: readonly number[]
  /** `today` leaves scheduled versions of terms out of a simulation; `scheduled`, the default, has them. */
  catalogue?: 'scheduled' | 'today'
  now: Date
  today: CalendarDate
  /** Assignments a batch, about: a customer is never divided. Small on the embedded database, so that pages stay quick. */
  batchSize?: number
  /** Batches at once, each on a connection of its own; more than one only on PostgreSQL. Their customers are disjoint. */
  concurrency?: number
  /** Pauses between batches for a quarter of their time: pages that share the embedded database get whole turns. */
  leavesRoom?: boolean
  startedFrom?: 'app' | 'command line' | 'schedule' | 'api'
  onProgress?: (progress: RunProgress) => void
}

export type RunProgress = {
  runId: number
  assignmentsDone: number
  assignmentsTotal: number
  chargedCount: number
}

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
export async function runBilling(db: Db, actor: Actor, options: RunOptions): Promise<RunResult> {
  const started = await startRun(db, actor, options)
  return executeRun(db, started, options)
}

/** A run that is opened, or resumed, and not worked off yet; `assignmentsDone` were looked at before. */
export type StartedRun = Lease & {
  scope: RunScope
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  assignmentsDone: number
}

/** Judges who asks and writes the run's row. Throws a Refusal: only admins post; others simulate their own customers. */
export async function startRun(db: Db, actor: Actor, options: RunOptions): Promise<StartedRun> {
  if (options.mode === 'post') requireAdmin(actor)
  const { mode, throughOn, startedFrom = 'app', now, today, packageIds = [] } = options
  const customerIds = [
    ...(options.customerIds ?? []),
    ...(options.customerId == null ? [] : [options.customerId]),
  ]
  const catalogueOn = options.catalogue === 'today' ? today : null
  const scope = await judgeScope(db, actor, { mode, customerIds, packageIds, catalogueOn })
  const lease = await openRun(db, actor, { mode, throughOn, scope, startedFrom }, now)
  return { ...lease, scope, mode, throughOn, assignmentsDone: 0 }
}

/** How the work is done; which run, which date and whose customers is said by the started run. */
export type WorkOptions = Pick<RunOptions, 'batchSize' | 'concurrency' | 'leavesRoom' | 'onProgress'>

/**
 * Does the work of a started or resumed run. A failure is recorded on the run and thrown; what was committed before stays.
 * Throws RunStopped where somebody paused or cancelled it, or took it over. The result counts this execution only.
 */
export async function executeRun(db: Db, started: StartedRun, options: WorkOptions): Promise<RunResult> {
  const { runId, scope, throughOn } = started
  const result: RunResult = {
    runId,
    chargedCount: 0,
    alreadyChargedCount: 0,
    skippedCount: 0,
    skippedByReason: {},
    totals: [],
  }
  const pulse = setInterval(() => void beat(db, started).catch(() => undefined), 15_000)
  try {
    const through = toDay(throughOn)
    const payers = await listDuePayers(db, scope, through)
    const { assignmentsDone } = started
    const progress = { runId, assignmentsDone, assignmentsTotal: assignmentsDone, chargedCount: 0 }
    progress.assignmentsTotal += payers.reduce((sum, payer) => sum + payer.dueCount, 0)
    await setTotal(db, started, progress.assignmentsTotal)
    const batches = batchesOf(payers, options.batchSize ?? defaultBatchSize)
    // While the database writes one batch, this process plans another: the workers take turns at one queue.
    const work = async () => {
      for (const payerIds of batches) {
        const began = performance.now()
        const count = await runBatch(db, started, payerIds, through)
        addCount(result, count)
        progress.assignmentsDone += count.assignmentCount
        progress.chargedCount = result.chargedCount
        options.onProgress?.({ ...progress })
        // A page that waits for the same process gets its turn.
        await setImmediate()
        if (options.leavesRoom) await setTimeout((performance.now() - began) / 4)
      }
    }
    await allSettledOrThrow(Array.from({ length: options.concurrency ?? 1 }, work))
    const chargedBy = await listChargedBy(db, scope, throughOn, runId)
    result.alreadyChargedCount = chargedBy.reduce((sum, run) => sum + run.count, 0)
    await closeRun(db, started, {
      status: 'completed',
      alreadyChargedCount: result.alreadyChargedCount,
      now: new Date(),
    })
    return result
  } catch (failure) {
    const sentence = failure instanceof Error ? failure.message : String(failure)
    // Best effort: where the database is gone, the old heartbeat tells that the run was interrupted.
    await closeRun(db, started, { status: 'failed', failure: sentence, now: new Date() }).catch(
      () => undefined,
    )
    throw failure
  } finally {
    clearInterval(pulse)
  }
}

/** Waits for all, so that nothing works on after the run is closed; then throws the first failure. */
async function allSettledOrThrow(works: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(works))
    if (outcome.status === 'rejected') throw outcome.reason
}

function* batchesOf(payers: readonly DuePayer[], size: number): Generator<number[], void> {
  let batch: number[] = []
  let count = 0
  for (const { payerId, dueCount } of payers) {
    batch.push(payerId)
    count += dueCount
    if (count < size) continue
    yield batch
    batch = []
    count = 0
  }
  if (batch.length > 0) yield batch
}

/** One batch: in one transaction when it posts, with the customers locked; planned again where the ledger had moved. */
async function runBatch(
  db: Db,
  started: StartedRun,
  payerIds: readonly number[],
  through: number,
): Promise<BatchCount> {
  const { runId, mode, scope } = started
  const began = performance.now()
  const cursor = payerIds.at(-1) ?? 0
  if (mode === 'simulate') {
    const plan = await planBatch(db, payerIds, through, { lock: false, lookUpAll: false, scope })
    const count = countBatch(plan)
    await db.transaction(async tx => {
      await writeRunLines(tx, runId, plan.lines)
      await writeFailures(tx, runId, plan.failures)
      await countIntoRun(tx, started, count, cursor, timeOf(plan, payerIds, began))
    })
    return count
  }
  return retrying(attempt =>
    db.transaction(async tx => {
      const lookUpAll = attempt.lastFailure instanceof LedgerMoved
      const plan = await planBatch(tx, payerIds, through, { lock: true, lookUpAll, scope })
      await postBatch(tx, runId, plan, through)
      const count = countBatch(plan)
      await countIntoRun(tx, started, count, cursor, timeOf(plan, payerIds, began))
      return count
    }),
  )
}

async function postBatch(tx: Db, runId: number, plan: BatchPlan, through: number): Promise<void> {
  const planned = plan.lines.filter(l => l.planned.outcome === 'planned')
  const skipped = plan.lines.filter(l => l.planned.outcome === 'skipped')
  await writeCharges(tx, runId, planned)
  await writePointers(tx, plan.pointers, through)
  await writeRunLines(tx, runId, skipped)
  await writeFailures(tx, runId, plan.failures)
}

function addCount(result: RunResult, batch: BatchCount): void {
  result.chargedCount += batch.chargedCount
  result.skippedCount += batch.skippedCount
  for (const [reason, count] of Object.entries(batch.skippedByReason)) {
    const known = result.skippedByReason
    const name = reason as SkipReason
    known[name] = (known[name] ?? 0) + count
  }
  for (const total of batch.totals) {
    const sum = result.totals.find(t => t.currency === total.currency)
    if (!sum) {
      result.totals.push({ ...total })
      continue
    }
    sum.lineCount += total.lineCount
    sum.retailMinor += total.retailMinor
    sum.costMinor += total.costMinor
  }
  result.totals.sort((a, b) => a.currency.localeCompare(b.currency))
}
