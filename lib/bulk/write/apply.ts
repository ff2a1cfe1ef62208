/** Bulk changes: planned again on locked rows and written a set at a time, all or nothing. */

import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { lastWrite } from '@/db/last-write'
import { bulkChanges } from '@/db/schema/bulk'
import { idSet, unnest } from '@/db/unnest'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockCustomers } from '@/lib/access/write/lock-customers'
import { writeEnds } from '@/lib/assignments/write/ends'
import { giveAssignments, type Written } from '@/lib/assignments/write/give'
import { loadSold, type SoldPackage } from '@/lib/assignments/write/lock'
import { markBilled, pastLines } from '@/lib/assignments/write/mark-billed'
import { writeQuantities } from '@/lib/assignments/write/quantities'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { type BulkPlan, type PlannedRow, planBulk } from '../plan'
import { resolveTargets, type Target } from '../read/targets'
import type { BulkAssign, BulkEnd, BulkInput, BulkQuantity } from '../schema'

/** Rows in one statement: few enough that somebody who waits sees it move. */
export const rowsAtOnce = 400

/** Told while rows are written: none of them is there for anybody else until all are. */
export type OnProgress = (done: number, total: number) => void

export type AppliedBulk = { id: number; count: number; label: string }

export type BulkToApply = {
  change: BulkInput
  /** How many rows the preview said would change: another number by now is refused, so that nothing is done that nobody saw. */
  count: number
  /** The database has one connection, which a transaction keeps from pages: what can be planned before it is. */
  isEmbedded?: boolean
}

/** Saves a bulk change as it was previewed, all or nothing. */
export async function applyBulk(
  { db, actor, today }: Within<'actor' | 'today'>,
  { change, count, isEmbedded = false }: BulkToApply,
  onProgress: OnProgress = () => {},
): Promise<AppliedBulk> {
  const ahead = isEmbedded
    ? { written: await lastWrite(db), plan: await planBulk({ db, actor, today }, change) }
    : null
  return db.transaction(async tx => {
    const isSame = ahead !== null && (await lastWrite(tx)) === ahead.written
    const plan = isSame ? ahead.plan : await planLocked({ db: tx, actor, today }, change)
    const rows = plan.rows.filter(row => row.problem === null)
    if (rows.length !== count)
      throw new Refusal(
        `${rows.length} of ${plan.rows.length} rows can be changed now, and it was ${count} when you looked: look at the preview again.`,
      )
    const [saved] = await tx
      .insert(bulkChanges)
      .values({ kind: change.do, label: plan.label, rowCount: rows.length, createdBy: actor.id })
      .returning({ id: bulkChanges.id })
    if (!saved) throw new Error('the bulk change was not inserted')
    const writeRows = await writerOf(tx, change)
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      onProgress(at, rows.length)
      // The process that serves the pages does this: it gets a breath between two statements.
      await setImmediate()
      await writeRows({ tx, actor, rows: rows.slice(at, at + rowsAtOnce), bulkId: saved.id, today })
    }
    await writeAudit(
      { db: tx, actor },
      {
        action: `bulk_change.${change.do}`,
        entity: 'bulk_change',
        entityId: saved.id,
        label: plan.label,
        after: { rows: rows.length },
        reason: change.do === 'end' ? change.reason : null,
      },
    )
    return { id: saved.id, count: rows.length, label: plan.label }
  })
}

/** Locks who pays, then what is changed, in the order of every writer, and plans on what is there then. */
async function planLocked(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  change: BulkInput,
): Promise<BulkPlan> {
  const targets = await resolveTargets({ db: tx, actor, today }, change.selection)
  const payers = targets.flatMap(target => (target.payerId === null ? [] : [target.payerId]))
  if (change.do === 'end' && change.selection.kind === 'did') await lockPartsOf(tx, targets, payers)
  await lockCustomers({ db: tx, actor }, payers)
  const ids = idSet(targets.map(target => target.id))
  const column = sql.raw(change.selection.kind === 'did' ? 'did_id' : 'customer_id')
  if (change.selection.kind === 'did')
    await tx.execute(sql`select 1 from dids where id in ${ids} order by id for update`)
  if (change.do === 'assign') await loadSold(tx, change.packageId, true)
  else await tx.execute(sql`select 1 from assignments where ${column} in ${ids} order by id for update`)
  return planBulk({ db: tx, actor, today }, change)
}

/** With who pays now everybody who pays for another part of the numbers, in id order: their ends are one list. */
async function lockPartsOf(tx: Db, targets: readonly Target[], payers: readonly number[]): Promise<void> {
  const dids = idSet(targets.map(target => target.id))
  await tx.execute(sql`select 1 from customers where id in ${idSet(payers)}
    or id in (select a.payer_id from assignments a where a.did_id in ${dids} and a.root_id is not null)
    order by id for no key update`)
}

type Write = { tx: Db; actor: Actor; rows: PlannedRow[]; bulkId: number; today: CalendarDate }

/** How the rows of this change are written; what they have in common is read once. */
async function writerOf(tx: Db, change: BulkInput): Promise<(write: Write) => Promise<void>> {
  if (change.do === 'end') return write => writeEnded(write, change)
  if (change.do === 'quantity') return write => writeCounted(write, change)
  const sold = await loadSold(tx, change.packageId)
  return write => writeAssigned(write, change, sold)
}

async function writeAssigned(
  { tx, actor, rows, bulkId, today }: Write,
  input: BulkAssign,
  sold: SoldPackage,
): Promise<void> {
  const isDid = input.selection.kind === 'did'
  const { do: _do, selection, pastDates, ...values } = input
  const marked = input.startOn < today && pastDates === 'mark_billed' ? pastLines(input, sold, today) : []
  const of = { package: sold.name, markedAsBilled: marked.length, bulkChange: bulkId }
  const payable = rows.flatMap(({ target: { id, label, payerId } }) =>
    payerId === null ? [] : [{ id, label, payerId }],
  )
  const given = payable.map(({ id, payerId }) => ({
    ...{ ...values, payerId, reference: null, minimumDays: null },
    ...{ customerId: isDid ? null : id, didId: isDid ? id : null },
  }))
  const about = payable.map(({ label }) => ({ ...of, target: label }))
  const written = await giveAssignments({ db: tx, actor }, given, { about })
  const ids = written.map(row => row.id)
  await markBilled({ db: tx, actor }, ids, marked)
  await keepRows(tx, bulkId, written)
}

async function writeEnded({ tx, actor, rows, bulkId, today }: Write, input: BulkEnd): Promise<void> {
  const { endOn, reason } = input
  const ends = heldOf(rows).map(({ held, isShort }) => ({
    ...{ id: held.id, endOn },
    about: { bulkChange: bulkId, ...(isShort ? { minimumDaysOverridden: true } : {}) },
  }))
  await keepRows(tx, bulkId, await writeEnds({ db: tx, actor }, ends, { today, reason }))
}

async function writeCounted(
  { tx, actor, rows, bulkId, today }: Write,
  { quantity, effectiveOn }: BulkQuantity,
): Promise<void> {
  const typed = heldOf(rows).map(({ held }) => ({ id: held.id, quantity, effectiveOn }))
  const about = { bulkChange: bulkId }
  const written = await writeQuantities({ db: tx, actor }, typed, { today, about })
  const previous = written.map(({ started, meant }) => ({ effectiveOn, quantity: started, meant }))
  await keepRows(tx, bulkId, written, previous)
}

function heldOf(rows: readonly PlannedRow[]) {
  return rows.flatMap(({ held, isShort }) => (held === null ? [] : [{ held, isShort }]))
}

/** What a bulk change left, and what there was before, for taking it back. */
async function keepRows(
  tx: Db,
  bulkId: number,
  rows: readonly Written[],
  previous: readonly Record<string, unknown>[] = [],
): Promise<void> {
  await tx.execute(sql`
    insert into bulk_change_rows (bulk_change_id, assignment_id, revision, previous)
    select ${bulkId}, r.id, r.revision, r.previous::jsonb
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['int', rows.map(row => row.revision)],
      ['text', rows.map((_, at) => (previous[at] ? JSON.stringify(previous[at]) : null))],
    )} as r(id, revision, previous)`)
}
