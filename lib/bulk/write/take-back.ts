/** Taking back a bulk change: what it made is deleted, what it changed is put back. */

import { setImmediate } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { bulkChanges } from '@/db/schema/bulk'
import { array, idSet } from '@/db/unnest'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { lockCustomers } from '@/lib/access/write/lock-customers'
import { refuseProblems } from '@/lib/assignments/problem'
import { deleteProblems, leftProblem } from '@/lib/assignments/rules'
import { deleteAssignments } from '@/lib/assignments/write/delete'
import { writeEnds } from '@/lib/assignments/write/ends'
import { packageTerms } from '@/lib/assignments/write/lock'
import { type NewQuantity, writeQuantities } from '@/lib/assignments/write/quantities'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { type AppliedBulk, type OnProgress, rowsAtOnce } from './apply'

type BulkChange = typeof bulkChanges.$inferSelect

type Kept = {
  id: number
  reference: string
  payerId: number
  packageId: number
  startOn: CalendarDate
  isEdited: boolean
}

/**
 * Puts back what a bulk change did: assignments are deleted, ends and quantities restored. All or nothing: refused where
 * somebody edited one since, or where it was charged on the strength of it. Once only.
 */
export async function takeBackBulk(
  { db, actor, today }: Within<'actor' | 'today'>,
  { id }: { id: number },
  onProgress: OnProgress = () => {},
): Promise<AppliedBulk> {
  return db.transaction(async tx => {
    const [change] = await tx.select().from(bulkChanges).where(eq(bulkChanges.id, id)).for('update')
    const isOwn = isAdmin(actor) || (change?.createdBy != null && change.createdBy === actor.id)
    if (!change || !isOwn) throw new Refusal('There is no such bulk change, or it is not one of yours.')
    if (change.takenBackAt !== null) throw new Refusal('This bulk change was taken back already.')
    const rows = await lockKept({ db: tx, actor }, id)
    if (rows.length < change.rowCount || rows.some(row => row.isEdited)) {
      const edited = rows.filter(row => row.isEdited).slice(0, 3)
      const which = edited.length > 0 ? edited.map(row => row.reference).join(', ') : 'One of them'
      throw new Refusal(`${which} was changed or deleted since: change these assignments one by one.`)
    }
    await refuseCharged(tx, change, rows)
    if (change.kind === 'assign') await refuseShort({ db: tx, actor }, change, rows)
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      onProgress(at, rows.length)
      // As where they were written: pages get a breath between two statements.
      await setImmediate()
      await putBack({ tx, actor, change, rows: rows.slice(at, at + rowsAtOnce), today })
    }
    await tx
      .update(bulkChanges)
      .set({ takenBackAt: sql`now()`, takenBackBy: actor.id })
      .where(eq(bulkChanges.id, id))
    await writeAudit(
      { db: tx, actor },
      {
        action: 'bulk_change.taken_back',
        entity: 'bulk_change',
        entityId: id,
        label: change.label,
        after: { rows: rows.length },
      },
    )
    return { id, count: rows.length, label: change.label }
  })
}

async function lockKept({ db: tx, actor }: Within<'actor'>, id: number): Promise<Kept[]> {
  const payers = await rowsOf<{ id: number }>(
    tx,
    sql`select distinct a.payer_id::float8 as id from bulk_change_rows r join assignments a on a.id = r.assignment_id
      where r.bulk_change_id = ${id}`,
  )
  const payerIds = payers.map(payer => payer.id)
  await lockParts(tx, id)
  await lockCustomers({ db: tx, actor }, payerIds, 'Some of these assignments are not yours any more.')
  return rowsOf<Kept>(
    tx,
    sql`select a.id::float8 as id, a.reference, a.payer_id::float8 as "payerId",
      a.package_id::float8 as "packageId", a.start_on::text as "startOn", a.revision <> r.revision as "isEdited"
      from bulk_change_rows r join assignments a on a.id = r.assignment_id
      where r.bulk_change_id = ${id} order by a.id for update of a`,
  )
}

/** Everybody who pays for a part of a number that was moved, in id order, before anybody else is locked. */
async function lockParts(tx: Db, id: number): Promise<void> {
  await tx.execute(sql`select 1 from customers where id in (
      select a.payer_id from bulk_change_rows r join assignments a on a.id = r.assignment_id where r.bulk_change_id = ${id}
      union select part.payer_id from bulk_change_rows r join assignments a on a.id = r.assignment_id
        join assignments part on part.root_id = a.root_id where r.bulk_change_id = ${id}
    ) order by id for no key update`)
}

/** The ledger is asked through its index of customers. Undone charges count for what would be deleted, and no more else. */
async function refuseCharged(tx: Db, change: BulkChange, rows: readonly Kept[]): Promise<void> {
  const isAssign = change.kind === 'assign'
  const built =
    change.kind === 'end'
      ? sql`(c.kind = 'credit' or c.period_to = a.end_on + 1)`
      : sql`c.period_from >= (r.previous ->> 'effectiveOn')::date`
  const [found] = await rowsOf<{ reference: string; count: number }>(
    tx,
    sql`select min(a.reference) as reference, count(distinct a.id)::int as count
      from charges c join assignments a on a.id = c.assignment_id
      join bulk_change_rows r on r.assignment_id = a.id and r.bulk_change_id = ${change.id}
      where c.customer_id = any(${array('bigint', [...new Set(rows.map(row => row.payerId))])})
        ${
          isAssign
            ? sql``
            : sql`and c.created_at > ${change.createdAt.toISOString()}::timestamptz and ${built} and c.kind <> 'reversal'
              and not exists (select 1 from charges m where m.reverses_id = c.id)`
        }`,
  )
  if (found && found.count > 0)
    throw new Refusal(
      isAssign
        ? `${found.count} of them have charges, such as ${found.reference}, and are never deleted: end them instead.`
        : `${found.count} of them were charged or credited since, such as ${found.reference}: undo that run first.`,
    )
}

/** What runs for at least some days is deleted by an admin only, as one by one. All of them have one package and one start. */
async function refuseShort(
  { db: tx, actor }: Within<'actor'>,
  change: BulkChange,
  rows: readonly Kept[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const { starting } = await packageTerms(tx, first.packageId, first.startOn)
  const own = { movedOn: null, isPart: false, isCharged: false, minimumDays: null }
  const facts = { reference: first.reference, ...own, packageMinimumDays: starting.minimumDays }
  refuseProblems(deleteProblems(reasonOf(change), facts, isAdmin(actor) ? 'admin' : 'manager'))
}

const reasonOf = ({ label }: BulkChange) => `Bulk change taken back: ${label}`

type Part = { tx: Db; actor: Actor; change: BulkChange; rows: readonly Kept[]; today: CalendarDate }

async function putBack({ tx, actor, change, rows, today }: Part): Promise<void> {
  const about = { takenBack: change.id }
  const ids = rows.map(row => row.id)
  if (change.kind === 'assign') return deleteAssignments({ db: tx, actor }, ids, reasonOf(change))
  if (change.kind === 'quantity') {
    await writeQuantities({ db: tx, actor }, await quantitiesBefore(tx, change, ids), { today, about })
    return
  }
  await refuseLeft(tx, ids)
  const ends = ids.map(id => ({ id, endOn: null, about }))
  await writeEnds({ db: tx, actor }, ends, { today, reason: null })
}

/** What ended with its number's last day at the payer does not run on. */
async function refuseLeft(tx: Db, ids: readonly number[]): Promise<void> {
  const [left] = await rowsOf<{ reference: string }>(
    tx,
    sql`select a.reference from assignments a join dids d on d.id = a.did_id
      where a.id in ${idSet(ids)} and d.customer_id is distinct from a.payer_id order by a.id limit 1`,
  )
  if (left) throw new Refusal(`${left.reference}: ${leftProblem.sentence}`)
}

/** The quantity that was meant before is typed again for the same day: what was typed stays. Changes of earlier releases have `atDay`. */
function quantitiesBefore(tx: Db, { id }: BulkChange, ids: readonly number[]): Promise<NewQuantity[]> {
  return rowsOf<NewQuantity>(
    tx,
    sql`select r.assignment_id::float8 as id, r.previous ->> 'effectiveOn' as "effectiveOn",
      (r.previous ->> 'quantity')::int as "startsWith",
      coalesce(r.previous ->> 'atDay', r.previous ->> 'meant', r.previous ->> 'quantity')::int as quantity
      from bulk_change_rows r where r.bulk_change_id = ${id} and r.assignment_id in ${idSet(ids)} order by r.assignment_id`,
  )
}
