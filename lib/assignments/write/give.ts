/** New assignments, one or many, in one statement. */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import type { AuditValues } from '@/lib/audit/changes'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'

/** A judged assignment. `payerId` is the customer, or the DID's; exactly one of `customerId` and `didId` is set. */
export type NewAssignment = {
  /** Null: made from the id, such as A000123. */
  reference: string | null
  packageId: number
  customerId: number | null
  didId: number | null
  payerId: number
  quantity: number
  startOn: CalendarDate
  endOn: CalendarDate | null
  autoDecrementCredit: boolean
  minutes: number | null
  setupWaived: boolean
  minimumDays: number | null
  /** Set on the next part of a number that was moved. */
  part?: { rootId: number; movedFromId: number; anchorOn: CalendarDate }
}

/** An assignment as a write left it. */
export type Written = { id: number; reference: string; revision: number }

/**
 * Adds assignments; answers them in the same order. `about` is what the history of each says beside its values, or null if one row of
 * the history tells of all of them, as for a file. A typed reference that is taken breaks `assignments_reference_unique`.
 */
export async function giveAssignments(
  { db: tx, actor }: Within<'actor'>,
  rows: readonly NewAssignment[],
  { about, reason = null }: { about: readonly AuditValues[] | null; reason?: string | null },
): Promise<Written[]> {
  const written = await insertAssignments({ db: tx, actor }, rows)
  if (about === null) return written
  const entries = written.map(({ id, reference, revision }, at): AuditEntry => {
    const { part, ...row } = { ...rows[at] }
    return {
      action: 'assignment.created',
      entity: 'assignment',
      entityId: id,
      label: reference,
      after: { ...row, ...part, id, reference, revision, createdBy: actor.id, ...about[at] },
      reason,
    }
  })
  await writeAudits({ db: tx, actor }, entries)
  return written
}

const plain = sql`'A' || lpad(n.id::text, greatest(6, length(n.id::text)), '0')`

/** A000123, or A000123-2 and so on if somebody imported that reference. */
const freeReference = sql`case
  when not exists (select 1 from assignments a where a.reference = ${plain}) then ${plain}
  else (select ${plain} || '-' || k from generate_series(2, 10000) k
    where not exists (select 1 from assignments a where a.reference = ${plain} || '-' || k) order by k limit 1) end`

async function insertAssignments(
  { db: tx, actor }: Within<'actor'>,
  rows: readonly NewAssignment[],
): Promise<Written[]> {
  if (rows.length === 0) return []
  const values = unnest(
    ['text', rows.map(row => row.reference)],
    ['bigint', rows.map(row => row.packageId)],
    ['bigint', rows.map(row => row.customerId)],
    ['bigint', rows.map(row => row.didId)],
    ['bigint', rows.map(row => row.payerId)],
    ['int', rows.map(row => row.quantity)],
    ['date', rows.map(row => row.startOn)],
    ['date', rows.map(row => row.endOn)],
    ['boolean', rows.map(row => row.autoDecrementCredit)],
    ['int', rows.map(row => row.minutes)],
    ['boolean', rows.map(row => row.setupWaived)],
    ['smallint', rows.map(row => row.minimumDays)],
    ['bigint', rows.map(row => row.part?.rootId ?? null)],
    ['bigint', rows.map(row => row.part?.movedFromId ?? null)],
    ['date', rows.map(row => row.part?.anchorOn ?? null)],
  )
  return rowsOf<Written>(
    tx,
    sql`
    with n as materialized (
      select t.*, nextval(pg_get_serial_sequence('assignments', 'id')) as id
      from ${values} with ordinality as t(reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
        auto_decrement_credit, minutes, setup_waived, minimum_days, root_id, moved_from_id, anchor_on, place)),
    made as (
      insert into assignments (id, reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
        auto_decrement_credit, minutes, setup_waived, minimum_days, root_id, moved_from_id, anchor_on, created_by)
      overriding system value
      select n.id, coalesce(n.reference, ${freeReference}), n.package_id, n.customer_id, n.did_id, n.payer_id, n.quantity,
        n.start_on, n.end_on, n.auto_decrement_credit, n.minutes, n.setup_waived, n.minimum_days, n.root_id,
        n.moved_from_id, n.anchor_on, ${actor.id}::text from n order by n.place
      returning id, reference, revision)
    select made.id::float8 as id, made.reference, made.revision from made join n on n.id = made.id order by n.place`,
  )
}
