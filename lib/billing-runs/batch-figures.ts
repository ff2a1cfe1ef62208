/** What a batch leaves behind for the run's page: who goes below zero, and where the time went. */

import { sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { unnest } from '@/db/unnest'
import type { BatchPlan } from '@/lib/planning/batch'
import type { Shortfall } from '@/lib/planning/count'

/** Keeps who went below zero. A customer whom a resumed run looks at again is told as that run found them. */
export async function writeShortfalls(
  tx: Db,
  runId: number,
  shortfalls: readonly Shortfall[],
): Promise<void> {
  if (shortfalls.length === 0) return
  await tx.execute(
    sql`insert into billing_run_shortfalls (run_id, customer_id, available_before_minor, available_after_minor)
      select ${runId}, s.id, s.before, s.after
      from ${unnest(
        ['bigint', shortfalls.map(s => s.customerId)],
        ['bigint', shortfalls.map(s => s.beforeMinor)],
        ['bigint', shortfalls.map(s => s.afterMinor)],
      )} as s(id, before, after)
      on conflict (run_id, customer_id) do update set available_after_minor = excluded.available_after_minor`,
  )
}

/** The time of one batch, in milliseconds, and which customers it was of. */
export type BatchTime = {
  loadMs: number
  planMs: number
  writeMs: number
  fromId: number
  toId: number
  assignmentCount: number
}

/** The time of a batch that began at `began` and has written all but its own count. */
export function timeOf(plan: BatchPlan, payerIds: readonly number[], began: number): BatchTime {
  const { loadMs, planMs, assignmentCount } = plan
  const writeMs = performance.now() - began - loadMs - planMs
  return { loadMs, planMs, writeMs, fromId: payerIds[0] ?? 0, toId: payerIds.at(-1) ?? 0, assignmentCount }
}

const whole = (milliseconds: number) => Math.max(0, Math.round(milliseconds))

/** What a batch adds to its run's times, as columns to set: sums, and itself where none was slower. */
export function timeColumns({ loadMs, planMs, writeMs, fromId, toId, assignmentCount }: BatchTime) {
  const ms = whole(loadMs + planMs + writeMs)
  const isSlowest = sql`${ms}::int > ${billingRuns.slowestMs}`
  const slower = (column: AnyPgColumn, value: number) =>
    sql`case when ${isSlowest} then ${value}::bigint else ${column} end`
  return {
    loadMs: sql`${billingRuns.loadMs} + ${whole(loadMs)}::int`,
    planMs: sql`${billingRuns.planMs} + ${whole(planMs)}::int`,
    writeMs: sql`${billingRuns.writeMs} + ${whole(writeMs)}::int`,
    slowestMs: sql`greatest(${billingRuns.slowestMs}, ${ms}::int)`,
    slowestCount: slower(billingRuns.slowestCount, assignmentCount),
    slowestFromId: slower(billingRuns.slowestFromId, fromId),
    slowestToId: slower(billingRuns.slowestToId, toId),
  }
}
