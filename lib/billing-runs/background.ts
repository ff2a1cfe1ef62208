/** A run that goes on after the answer: the browser is told its number at once and watches the run's own page. */

import type { Db } from '@/db/client'
import { callForHelp } from '@/db/queue/queue'
import type { Within } from '@/lib/access/context'
import { environment } from '@/lib/environment/environment'
import { Refusal } from '@/lib/refusal/refusal'
import { log } from '../log'
import { billingDayNow } from '../settings/billing-day'
import { judgeAhead } from './confirm-ahead'
import { joinRun, resumeRun } from './control'
import type { Lease } from './heartbeat'
import { RunStopped } from './lease'
import { executeRun, startRun } from './start'
import { executeUndo, startUndo, type UndoOptions, type UndoWork } from './undo/undo'
import { type RunOptions, type StartedRun, type WorkOptions, workOn, workUnderWay } from './work'

/**
 * How this process works a run off. Small batches on the embedded database, which runs in this very process: pages get their turn
 * between two of them, and a backlog may have twenty lines an assignment.
 */
export function workOptions(): WorkOptions {
  return environment().databaseUrl === undefined
    ? { batchSize: 50, linesAtOnce: 250, leavesRoom: true }
    : { batchSize: 5_000, concurrency: 2, callForHelp }
}

function workOff(db: Db, started: StartedRun): number {
  executeRun(db, started, workOptions()).catch((failure: unknown) => {
    if (!(failure instanceof RunStopped)) log.error('a run failed', { error: failure, run: started.runId })
  })
  return started.runId
}

/**
 * Judges and opens a run, then works it off behind the answer. Throws a Refusal if the actor may not, NotConfirmed if a posting
 * through a day after today does not say `ahead`; a failure later is recorded on the run by `executeRun` and logged here.
 */
export async function runInBackground(
  { db, actor }: Within<'actor'>,
  options: RunOptions & { ahead?: boolean },
): Promise<number> {
  await judgeAhead({ db, actor }, options)
  return workOff(db, await startRun({ db, actor }, options))
}

/** As `runInBackground`, for a run that was paused or died: it goes on under its own number. */
export async function resumeInBackground({ db, actor }: Within<'actor'>, runId: number): Promise<number> {
  return workOff(db, await resumeRun({ db, actor }, runId))
}

/**
 * Works on a run that another process began, until it has ended; where this process works on it already, that is waited for. What
 * fails is logged: the process that began the run records it, where it fails there too.
 */
export async function helpWithRun(db: Db, run: Lease, work: WorkOptions = workOptions()): Promise<void> {
  const started = await joinRun(db, run)
  if (started === null) return
  try {
    await (workUnderWay(started.lease) ?? workOn(db, started, work))
  } catch (failure) {
    if (!(failure instanceof RunStopped))
      log.error('helping with a run failed', { error: failure, run: run.runId })
  }
}

const undoWork = (): UndoWork => ({
  billingDay: billingDayNow,
  ...(environment().databaseUrl === undefined ? { batchSize: 250, leavesRoom: true } : { batchSize: 5_000 }),
})

/**
 * Judges and opens an undo, or takes one up that stopped, then works it off behind the answer. False where the run is undone
 * already. Throws a Refusal where it may not be; what it meets later is recorded on the run by `executeUndo` and logged here.
 */
export async function undoInBackground(
  { db, actor }: Within<'actor'>,
  options: Omit<UndoOptions, keyof UndoWork>,
): Promise<boolean> {
  const started = await startUndo({ db, actor }, options)
  if (started === null) return false
  executeUndo({ db, actor }, started, { today: options.today, ...undoWork() }).catch((failure: unknown) => {
    if (!(failure instanceof Refusal)) log.error('an undo failed', { error: failure, run: started.runId })
  })
  return true
}
