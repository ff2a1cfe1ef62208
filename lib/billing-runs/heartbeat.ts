/** How an execution of a run or of its undo shows that it lives, and lets others have their turn. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'

/** Which execution of a run writes: a run that was paused, cancelled or taken over has another, or is not running. */
export type Lease = { runId: number; lease: string }

type Held = 'running' | 'undoing'

/** True in SQL for a run that this execution still holds in this state. */
export const isHeldAs = (status: Held, { runId, lease }: Lease) =>
  and(eq(billingRuns.id, runId), eq(billingRuns.lease, lease), eq(billingRuns.status, status))

const betweenBeatsMs = 15_000

/** Does the work and shows every fifteen seconds that it lives; without that, another process takes the run over. */
export async function withHeartbeat<T>(
  db: Db,
  lease: Lease,
  status: Held,
  work: () => Promise<T>,
): Promise<T> {
  const beat = () => db.update(billingRuns).set({ heartbeatAt: sql`now()` }).where(isHeldAs(status, lease))
  const pulse = setInterval(() => void beat().catch(() => undefined), betweenBeatsMs)
  try {
    return await work()
  } finally {
    clearInterval(pulse)
  }
}

/** Between two batches: a page that waits for this process gets its turn, and a quarter of the time of a batch if it `leavesRoom`. */
export async function giveWay(batchBeganAt: number, leavesRoom = false): Promise<void> {
  await setImmediate()
  if (leavesRoom) await setTimeout((performance.now() - batchBeganAt) / 4)
}
