/** A run that goes on after the answer: the browser is told its number at once and watches the run's own page. */
import type { Db } from '@/db/client'
import type { Actor } from '../actor'
import { environment } from '../env'
import { resumeRun } from './control'
import { RunStopped } from './progress'
import { executeRun, type RunOptions, type StartedRun, startRun, type WorkOptions } from './run'

/**
 * How this process works a run off. Small batches on the embedded database, which runs in this very process: pages get their turn
 * between two of them, and a backlog may have twenty lines an assignment.
 */
export function workOptions(): WorkOptions {
  return environment().databaseUrl === undefined
    ? { batchSize: 50, leavesRoom: true }
    : { batchSize: 5_000, concurrency: 2 }
}

function workOff(db: Db, started: StartedRun): number {
  executeRun(db, started, workOptions()).catch((failure: unknown) => {
    if (!(failure instanceof RunStopped)) console.error(`run #${started.runId} failed`, failure)
  })
  return started.runId
}

/**
 * Judges and opens a run, then works it off behind the answer. Throws a Refusal where the actor may not; a failure later
 * is recorded on the run by `executeRun` and logged here.
 */
export async function runInBackground(db: Db, actor: Actor, options: RunOptions): Promise<number> {
  return workOff(db, await startRun(db, actor, options))
}

/** As `runInBackground`, for a run that was paused or died: it goes on under its own number. */
export async function resumeInBackground(db: Db, actor: Actor, runId: number): Promise<number> {
  return workOff(db, await resumeRun(db, actor, runId))
}
