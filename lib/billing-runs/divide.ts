/**
 * The work of a run in parcels, so that several processes can share it: written down once, then taken one by one. A parcel is
 * taken in the transaction that charges it, and gone when that commits. docs/decisions/0007-parcels-and-pg-boss.md
 */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, dateOf } from '@/db/unnest'
import type { Day } from '@/lib/calendar-date'
import { duePayers } from '@/lib/planning/load'
import type { RunScope } from '@/lib/planning/scope'
import type { Parcel } from '@/lib/planning/slice'
import type { Lease } from './heartbeat'

export type Division = { parcelCount: number; assignmentCount: number }

/**
 * Divides what is due through a day into parcels of about `size` assignments, of fewer where they are far behind, in the order of
 * payers; a payer is never divided.
 * Written by the database itself: this process never holds them all.
 */
export async function divideWork(
  tx: Db,
  { runId, lease }: Lease,
  { scope, through }: { scope: RunScope; through: Day },
  size: number,
): Promise<Division> {
  const [division] = await rowsOf<Division>(
    tx,
    sql`with payers as materialized (${duePayers(scope, through)}),
      placed as (select payer_id, ((sum(weight) over (order by payer_id) - weight) / ${size}::int)::int as number from payers),
      written as (
        insert into billing_run_parcels (lease, number, run_id, payer_ids)
        select ${lease}::text, number, ${runId}::bigint, array_agg(payer_id order by payer_id) from placed group by number returning number
      )
      select (select count(*)::int from written) as "parcelCount",
        coalesce((select sum(due_count)::int from payers), 0) as "assignmentCount"`,
  )
  if (!division) throw new Error('the work was not divided')
  return division
}

/**
 * Takes a parcel that nobody works on: its payers, in id order; null where none is free. It is this transaction's until the
 * end: rolled back, or cut off with its process, it is free again.
 */
export async function takeParcel(tx: Db, { lease }: Lease): Promise<TakenParcel | null> {
  const [parcel] = await rowsOf<Omit<TakenParcel, 'availableMinor'> & { available: string | null }>(
    tx,
    sql`delete from billing_run_parcels where lease = ${lease} and number = (
        select number from billing_run_parcels where lease = ${lease} order by number limit 1 for update skip locked
      ) returning number, array_to_json(payer_ids) as "payerIds", (from_on - date '1970-01-01') as "fromOn",
        available_minor::text as available`,
  )
  if (!parcel) return null
  const { available, ...taken } = parcel
  return { ...taken, availableMinor: available === null ? null : BigInt(available) }
}

/** A parcel that this transaction has taken. */
export type TakenParcel = Parcel & { number: number }

/** Puts back what is left of a taken parcel, under its number: whoever takes the next one goes on there. */
export async function putBack(
  tx: Db,
  { runId, lease }: Lease,
  number: number,
  { payerIds, fromOn, availableMinor }: Parcel,
): Promise<void> {
  await tx.execute(sql`insert into billing_run_parcels (lease, number, run_id, payer_ids, from_on, available_minor)
    values (${lease}, ${number}, ${runId}, ${array('bigint', payerIds)}, ${dateOf(sql`${fromOn}::int`)},
      ${availableMinor === null ? null : String(availableMinor)}::bigint)`)
}

export type WorkLeft = { isHeld: boolean; isCompleted: boolean; hasParcels: boolean }

/** How the run stands for one who finds no free parcel: whether others still work on some. */
export async function workLeft(db: Db, { runId, lease }: Lease): Promise<WorkLeft> {
  const [left] = await rowsOf<WorkLeft>(
    db,
    sql`select status = 'running' and lease is not distinct from ${lease} as "isHeld", status in ('completed', 'undoing', 'undone') as "isCompleted",
        exists (select 1 from billing_run_parcels p where p.lease = ${lease}) as "hasParcels"
      from billing_runs where id = ${runId}`,
  )
  return left ?? { isHeld: false, isCompleted: false, hasParcels: false }
}

/** Throws away what executions left behind that were stopped or replaced. One that still holds a parcel keeps it until it notices. */
export async function sweepParcels(db: Db): Promise<void> {
  await db.execute(
    sql`delete from billing_run_parcels where (lease, number) in (
        select p.lease, p.number from billing_run_parcels p join billing_runs b on b.id = p.run_id
        where b.status <> 'running' or b.lease is distinct from p.lease for update of p skip locked)`,
  )
}
