/** Undo: a mirror entry for every live charge of a run, and exactly those periods open again. Nothing is deleted. */

import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { retrying } from '@/db/retry'
import { billingRuns } from '@/db/schema/billing'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { isChargedAlready } from '@/lib/refusal/constraints'
import { Refusal } from '@/lib/refusal/refusal'
import type { BillingDay } from '@/lib/settings/billing-day'
import { giveWay, isHeldAs, type Lease, withHeartbeat } from '../heartbeat'
import { isSilent, RunStopped } from '../lease'
import { beginning, type ChargePlace, type ChargeRange, lockCharged, mirrorCharges } from './reverse'

export type UndoOptions = {
  runId: number
  reason: string
  now: Date
  today: CalendarDate
} & UndoWork

/** How the work is done. */
export type UndoWork = {
  /** The day on which each batch posts its mirror entries; without it, `today`. */
  billingDay?: BillingDay
  /** Charges a batch. Small on the embedded database, so that pages stay quick. */
  batchSize?: number
  /** Pauses between batches for a quarter of their time. */
  leavesRoom?: boolean
  onProgress?: (progress: UndoProgress) => void
}

/** Charges that have their mirror entry, of how many. */
type UndoProgress = { runId: number; reversedCount: number; chargedCount: number }

/** `reversedCount` is how many this execution mirrored: zero where there was nothing left. */
export type UndoResult = { runId: number; reversedCount: number }

/** An undo that is opened, or taken up again, and not worked off yet. */
export type StartedUndo = Lease & UndoProgress

/**
 * Undoes a posted run and waits for the end; undoing it again does nothing. What later runs settled of its periods is undone with
 * them. Throws a Refusal if the run is simulated or still running. See `startUndo` and `executeUndo` for the two halves.
 */
export async function undoRun({ db, actor }: Within<'actor'>, options: UndoOptions): Promise<UndoResult> {
  const started = await startUndo({ db, actor }, options)
  if (started === null) return { runId: options.runId, reversedCount: 0 }
  return executeUndo({ db, actor }, started, options)
}

/**
 * Judges who asks and marks the run; null where it is undone already. An undo that is under way, stopped or died is taken up: its
 * former execution, should it still live, finds that out at its next batch.
 */
export async function startUndo(
  { db, actor }: Within<'actor'>,
  { runId, reason, now }: Pick<UndoOptions, 'runId' | 'reason' | 'now'>,
): Promise<StartedUndo | null> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const [found] = await tx
      .select({ run: billingRuns, isSilent: sql<boolean>`${isSilent}` })
      .from(billingRuns)
      .where(eq(billingRuns.id, runId))
      .for('update')
    if (found === undefined) throw new Refusal(`There is no run #${runId}.`)
    const { run } = found
    if (run.mode === 'simulate') throw new Refusal(`Run #${runId} was simulated: it charged nothing.`)
    if (run.status === 'undone') return null
    if (run.status === 'running' && !found.isSilent) {
      throw new Refusal(`Run #${runId} is still running. Cancel it first, or wait until it has finished.`)
    }
    const isAgain = run.status === 'undoing'
    const lease = randomUUID()
    // Another lease also stops an execution of the run itself that only seemed dead: nothing is posted behind the undo.
    await tx
      .update(billingRuns)
      .set({
        status: 'undoing',
        failure: null,
        finishedAt: run.finishedAt ?? now,
        lease,
        heartbeatAt: sql`now()`,
        workingSince: sql`now()`,
        workedBefore: run.reversedCount,
        undoneBy: isAgain ? run.undoneBy : actor.id,
        undoReason: isAgain ? run.undoReason : reason,
      })
      .where(eq(billingRuns.id, runId))
    await writeAudit(
      { db: tx, actor },
      {
        action: isAgain ? 'billing_run.undo_resumed' : 'billing_run.undo_started',
        entity: 'billing_run',
        entityId: runId,
        label: `#${runId} through ${run.throughOn}`,
        before: { status: run.status },
        after: { status: 'undoing' },
        reason,
      },
    )
    return { runId, lease, reversedCount: run.reversedCount, chargedCount: run.chargedCount }
  })
}

const defaultBatchSize = 2_000

/**
 * Does the work of a started undo, batch by batch, customer by customer. What met a failure or a Refusal is told on the run,
 * and thrown: what was mirrored before stays, and the undo can be taken up again. Throws RunStopped where somebody did.
 */
export async function executeUndo(
  { db, actor }: Within<'actor'>,
  started: StartedUndo,
  options: Pick<UndoOptions, 'today'> & UndoWork,
): Promise<UndoResult> {
  const { runId, chargedCount } = started
  const billingDay = options.billingDay ?? (async () => options.today)
  let reversedCount = 0
  const mirrorAll = async () => {
    let after = beginning
    for (;;) {
      const through = await endOfBatch(db, runId, after, options.batchSize ?? defaultBatchSize)
      if (through === null) break
      const began = performance.now()
      reversedCount += await undoBatch(db, started, { runId, after, through }, billingDay)
      after = through
      options.onProgress?.({ runId, reversedCount: started.reversedCount + reversedCount, chargedCount })
      await giveWay(began, options.leavesRoom)
    }
    await finishUndo({ db, actor }, started)
    return { runId, reversedCount }
  }
  try {
    return await withHeartbeat(db, started, 'undoing', mirrorAll)
  } catch (failure) {
    const sentence = failure instanceof Error ? failure.message : String(failure)
    // Best effort: where the database is gone, the old heartbeat tells that the undo stopped.
    await db
      .update(billingRuns)
      .set({ failure: sentence })
      .where(isHeldAs('undoing', started))
      .catch(() => undefined)
    throw failure
  }
}

/** The charge that ends the next batch of a run's; null where none is left. */
async function endOfBatch(
  db: Db,
  runId: number,
  after: ChargePlace,
  size: number,
): Promise<ChargePlace | null> {
  const [through] = await rowsOf<ChargePlace>(
    db,
    sql`select customer_id::float8 as "customerId", id::float8 as id from (
        select c.customer_id, c.id from charges c
        where c.run_id = ${runId} and (c.customer_id, c.id) > (${after.customerId}, ${after.id}) and c.kind <> 'reversal'
          and not exists (select 1 from charges r where r.reverses_id = c.id)
        order by c.customer_id, c.id limit ${size}
      ) batch order by customer_id desc, id desc limit 1`,
  )
  return through ?? null
}

/** One batch in one transaction: its customers locked, so that nothing can be settled meanwhile. */
async function undoBatch(db: Db, lease: Lease, range: ChargeRange, billingDay: BillingDay): Promise<number> {
  return retrying(
    () =>
      db.transaction(async tx => {
        const postedOn = await billingDay(tx)
        await lockCharged(tx, range)
        const count = await mirrorCharges(tx, range, postedOn)
        const held = await tx
          .update(billingRuns)
          .set({
            reversedCount: sql`${billingRuns.reversedCount} + ${count}`,
            heartbeatAt: sql`clock_timestamp()`,
          })
          .where(isHeldAs('undoing', lease))
          .returning({ id: billingRuns.id })
        if (held.length === 0) throw new RunStopped(lease.runId)
        return count
      }),
    isChargedAlready,
  )
}

async function finishUndo({ db, actor }: Within<'actor'>, lease: Lease): Promise<void> {
  await db.transaction(async tx => {
    const [run] = await tx
      .update(billingRuns)
      .set({ status: 'undone', undoneAt: sql`now()`, heartbeatAt: sql`now()` })
      .where(isHeldAs('undoing', lease))
      .returning({ throughOn: billingRuns.throughOn, reversedCount: billingRuns.reversedCount })
    if (run === undefined) throw new RunStopped(lease.runId)
    await writeAudit(
      { db: tx, actor },
      {
        action: 'billing_run.undone',
        entity: 'billing_run',
        entityId: lease.runId,
        label: `#${lease.runId} through ${run.throughOn}`,
        before: { status: 'undoing' },
        after: { status: 'undone', reversedCount: run.reversedCount },
      },
    )
  })
}
