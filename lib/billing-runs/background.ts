/** A run that goes on after the answer: the browser is told its number at once and watches the run's own page. */
import type { Db } from '@/db/client'
import type { Actor } from '../actor'
import { environment } from '../env'
import { executeRun, type RunOptions, startRun } from './run'

/**
 * Assignments a batch. Small on the embedded database, which runs in this very process: pages get their turn between two
 * batches, and a backlog may have twenty lines an assignment.
 */
const batchSizes = { embedded: 50, postgres: 5_000 } as const

/**
 * Judges and opens a run, then works it off behind the answer. Throws a Refusal where the actor may not; a failure later
 * is recorded on the run by `executeRun` and logged here.
 */
export async function runInBackground(db: Db, actor: Actor, options: RunOptions): Promise<number> {
  const isEmbedded = environment().databaseUrl === undefined
  const batchSize = isEmbedded ? batchSizes.embedded : batchSizes.postgres
  const started = await startRun(db, actor, options)
  executeRun(db, started, { batchSize, leavesRoom: isEmbedded, ...options }).catch(failure => {
    console.error(`run #${started.runId} failed`, failure)
  })
  return started.runId
}
