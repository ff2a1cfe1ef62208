/** The lines of simulations are kept for 30 days, then deleted in turns; the runs with their sums stay. */

import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Within } from '@/lib/access/context'

/** Days after it was last worked on for which a simulation has its lines, however it ended. */
const keptDays = 30

/** Lines of one statement: short enough that a page that waits for the same process does not notice. */
const batchSize = 1_000
/** Statements of one look, so that a look every minute is never long. */
const mostBatches = 60

/**
 * Deletes lines of simulations that ended, were paused or died 30 days before `now`, cancelled ones too; a later look goes on where
 * this one stops. A run without lines is marked, so that it is not looked at again. Answers how many lines were deleted.
 */
export async function sweepOldLines({ db, now }: Within<'now'>, batches = mostBatches): Promise<number> {
  let deleted = 0
  for (let batch = 0; batch < batches; batch += 1) {
    const [old] = await rowsOf<{ runId: number }>(
      db,
      sql`select id::float8 as "runId" from billing_runs where mode = 'simulate' and lines_deleted_at is null
        and greatest(heartbeat_at, finished_at) < ${now.toISOString()}::timestamptz - make_interval(days => ${keptDays})
        order by id limit 1`,
    )
    if (old === undefined) break
    const count = await deleteSome(db, old.runId)
    deleted += count
    await setImmediate()
  }
  return deleted
}

/** A resumed run makes its lines anew, so its row is locked while some go; the mark comes with the last. */
async function deleteSome(db: Db, runId: number): Promise<number> {
  return db.transaction(async tx => {
    await tx.execute(sql`select 1 from billing_runs where id = ${runId} for update`)
    const [gone] = await rowsOf<{ count: number }>(
      tx,
      sql`with gone as (
          delete from billing_run_lines where id in (
            select id from billing_run_lines where run_id = ${runId} order by id limit ${batchSize}
          ) returning 1
        ) select count(*)::int as count from gone`,
    )
    const count = gone?.count ?? 0
    if (count < batchSize) {
      await tx.execute(sql`update billing_runs set lines_deleted_at = now() where id = ${runId}`)
    }
    return count
  })
}
