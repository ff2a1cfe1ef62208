/**
 * Working a run off: take a parcel, load it, plan it, write it once, count it. Posting and simulating differ by the write and
 * nothing else. Any number of workers, in any number of processes, do this at once.
 */
import { setTimeout } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { retrying } from '@/db/retry'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { type BatchPlan, planParcel } from '@/lib/planning/batch'
import { countBatch } from '@/lib/planning/count'
import type { RunScope } from '@/lib/planning/scope'
import { isChargedAlready } from '@/lib/refusal/constraints'
import { type BillingDay, billingDayNow } from '@/lib/settings/billing-day'
import { timeOf } from './batch-figures'
import { putBack, takeParcel, workLeft } from './divide'
import { giveWay, type Lease, withHeartbeat } from './heartbeat'
import { closeRun, countIntoRun, type RunCounters, RunStopped, writeFailures } from './lease'
import { judgeLines } from './limits'
import { listChargedBy } from './read/charged-before'
import { writeCharges, writePointers, writeRunLines } from './write'

/** Twice what a parcel of 10,000 assignments has, each with one line. */
const defaultLinesAtOnce = 20_000

/** While others work on the last parcels: how long to wait before looking whether one was left behind. */
const waitMs = 200

// On globalThis: Next may load this module more than once.
const shared: typeof globalThis & { openmrcWorks?: Map<string, Promise<void>> } = globalThis

/** What this process is doing for an execution of a run, if anything. */
export const workUnderWay = (lease: string): Promise<void> | undefined => shared.openmrcWorks?.get(lease)

/**
 * Works on a divided run until it has ended, and completes it where nothing is left. Throws RunStopped where somebody paused or
 * cancelled it, or took it over, and whatever stops a parcel; the parcel is then free for others.
 */
export async function workOn(db: Db, started: StartedRun, options: WorkOptions): Promise<void> {
  shared.openmrcWorks ??= new Map()
  const work = workUntilEnd(db, started, options)
  shared.openmrcWorks.set(started.lease, work)
  try {
    await work
  } finally {
    shared.openmrcWorks.delete(started.lease)
  }
}

async function workUntilEnd(db: Db, started: StartedRun, options: WorkOptions): Promise<void> {
  await withHeartbeat(db, started, 'running', async () => {
    for (;;) {
      const left = await workLeft(db, started)
      if (left.isCompleted) return
      if (!left.isHeld) throw new RunStopped(started.runId)
      if (!left.hasParcels) await completeRun(db, started)
      // Others have the last parcels; what one of them leaves behind by dying is taken up here.
      else if ((await workParcels(db, started, options)) === 0) await setTimeout(waitMs)
    }
  })
}

async function completeRun(db: Db, started: StartedRun): Promise<void> {
  const chargedBy = await listChargedBy(db, started.scope, started.throughOn, started.runId)
  const alreadyChargedCount = chargedBy.reduce((sum, run) => sum + run.count, 0)
  await closeRun(db, started, { status: 'completed', alreadyChargedCount, now: new Date() })
}

/** Works until no parcel is free; answers how many it did. While the database writes one, this process plans another. */
async function workParcels(db: Db, started: StartedRun, options: WorkOptions): Promise<number> {
  const { runId } = started
  let parcelCount = 0
  const work = async () => {
    for (;;) {
      const began = performance.now()
      const counters = await workParcel(db, started, options)
      if (counters === null) return
      parcelCount += 1
      options.onProgress?.({ runId, ...counters })
      await giveWay(began, options.leavesRoom)
    }
  }
  // All are waited for, so that nothing works on after the run is closed; then the first failure is thrown.
  const works = Array.from({ length: options.concurrency ?? 1 }, work)
  for (const outcome of await Promise.allSettled(works))
    if (outcome.status === 'rejected') throw outcome.reason
  return parcelCount
}

/**
 * One parcel, in one transaction: when it posts, with the customers locked, and again where the ledger had moved. Answers how far
 * the run is then; null where no parcel is free.
 */
function workParcel(
  db: Db,
  started: StartedRun,
  { billingDay = billingDayNow, linesAtOnce = defaultLinesAtOnce }: WorkOptions,
): Promise<RunCounters | null> {
  const { mode, scope } = started
  const through = toDay(started.throughOn)
  return retrying(
    attempt =>
      db.transaction(async tx => {
        // A run may go on past midnight: what a batch posts is posted on the day on which it begins.
        const postedOn = await billingDay(tx)
        const parcel = await takeParcel(tx, started)
        if (parcel === null) return null
        const began = performance.now()
        const lookUpAll = isChargedAlready(attempt.lastFailure)
        const ways = { lock: mode === 'post', lookUpAll, scope, linesAtOnce }
        const plan = await planParcel(tx, parcel, through, ways)
        await writeBatch(tx, { ...started, postedOn }, plan)
        if (plan.rest) await putBack(tx, started, parcel.number, plan.rest)
        const counters = await countIntoRun(
          tx,
          started,
          countBatch(plan),
          timeOf(plan, parcel.payerIds, began),
        )
        if (mode === 'simulate') judgeLines(counters.chargedCount + counters.skippedCount)
        return counters
      }),
    isChargedAlready,
  )
}

async function writeBatch(
  tx: Db,
  { runId, mode, postedOn }: StartedRun & { postedOn: CalendarDate },
  plan: BatchPlan,
): Promise<void> {
  if (mode === 'post') {
    await writeCharges(
      tx,
      { runId, postedOn },
      plan.lines.filter(l => l.planned.outcome === 'planned'),
    )
    await writePointers(tx, plan.pointers, plan.through)
  }
  const kept = mode === 'simulate' ? plan.lines : plan.lines.filter(l => l.planned.outcome === 'skipped')
  await writeRunLines(tx, runId, kept)
  await writeFailures(tx, runId, plan.failures)
}

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
  /** Lines that one commit may have, about. Fewer on the embedded database, whose pages wait for a commit. */
  linesAtOnce?: number
  /** Batches at once, each on a connection of its own; more than one only on PostgreSQL. Their customers are disjoint. */
  concurrency?: number
  /** Pauses between batches for a quarter of their time: pages that share the embedded database get whole turns. */
  leavesRoom?: boolean
  /** Asks other processes to work on a run that is divided into so many parcels; must not throw. */
  callForHelp?: (run: Lease, parcelCount: number) => Promise<void>
  /** The day on which each batch posts; without it `runBilling` posts on `today`, and the others ask clock and settings. */
  billingDay?: BillingDay
  startedFrom?: 'app' | 'command line' | 'schedule' | 'api'
  /** Told after every batch of this process: how far the run is, whoever worked on it. */
  onProgress?: (progress: RunProgress) => void
}

type RunProgress = { runId: number } & RunCounters

/** How the work is done; which run, which date and whose customers is said by the started run. */
export type WorkOptions = Pick<
  RunOptions,
  'billingDay' | 'batchSize' | 'linesAtOnce' | 'concurrency' | 'leavesRoom' | 'callForHelp' | 'onProgress'
>

/** A run that is opened, or resumed, and not worked off yet; `assignmentsDone` were looked at before. */
export type StartedRun = Lease & {
  scope: RunScope
  mode: 'simulate' | 'post'
  throughOn: CalendarDate
  assignmentsDone: number
}
