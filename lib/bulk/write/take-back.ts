/** Taking back a bulk change: what it made is deleted, what it changed is put back. */
import { setImmediate } from 'node:timers/promises'
import { eq, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { bulkChanges } from '@/db/schema/bulk'
import { array } from '@/db/unnest'
import { type Actor, isAdmin } from '@/lib/access/actor'
import { lockCustomers } from '@/lib/access/write/lock-customers'
import { packageTerms } from '@/lib/assignments/write/lock'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { idSet } from '../read/targets'
import { type AppliedBulk, endOfParts, type OnProgress, rowsAtOnce, told } from './apply'

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
  db: Db,
  actor: Actor,
  { id }: { id: number },
  today: CalendarDate,
  onProgress: OnProgress = () => {},
): Promise<AppliedBulk> {
  return db.transaction(async tx => {
    const [change] = await tx.select().from(bulkChanges).where(eq(bulkChanges.id, id)).for('update')
    const isOwn = isAdmin(actor) || (change?.createdBy != null && change.createdBy === actor.id)
    if (!change || !isOwn) throw new Refusal('There is no such bulk change, or it is not one of yours.')
    if (change.takenBackAt !== null) throw new Refusal('This bulk change was taken back already.')
    const rows = await lockKept(tx, actor, id)
    if (rows.length < change.rowCount || rows.some(row => row.isEdited)) {
      const edited = rows.filter(row => row.isEdited).slice(0, 3)
      const which = edited.length > 0 ? edited.map(row => row.reference).join(', ') : 'One of them'
      throw new Refusal(`${which} was changed or deleted since: change these assignments one by one.`)
    }
    await refuseCharged(tx, change, rows)
    if (change.kind === 'assign') await refuseShort(tx, actor, rows)
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      onProgress(at, rows.length)
      // As where they were written: pages get a breath between two statements.
      await setImmediate()
      const part = { tx, actor, id, today, ids: idSet(rows.slice(at, at + rowsAtOnce).map(row => row.id)) }
      if (change.kind === 'assign') await deleteKept(part)
      else await restoreKept(part, change.kind)
    }
    await tx
      .update(bulkChanges)
      .set({ takenBackAt: sql`now()`, takenBackBy: actor.id })
      .where(eq(bulkChanges.id, id))
    await writeAudit(tx, actor, {
      action: 'bulk_change.taken_back',
      entity: 'bulk_change',
      entityId: id,
      label: change.label,
      after: { rows: rows.length },
    })
    return { id, count: rows.length, label: change.label }
  })
}

async function lockKept(tx: Db, actor: Actor, id: number): Promise<Kept[]> {
  const payers = await rowsOf<{ id: number }>(
    tx,
    sql`select distinct a.payer_id::float8 as id from bulk_change_rows r join assignments a on a.id = r.assignment_id
      where r.bulk_change_id = ${id}`,
  )
  const payerIds = payers.map(payer => payer.id)
  await lockParts(tx, id)
  await lockCustomers(tx, actor, payerIds, 'Some of these assignments are not yours any more.')
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
async function refuseCharged(
  tx: Db,
  change: typeof bulkChanges.$inferSelect,
  rows: readonly Kept[],
): Promise<void> {
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
async function refuseShort(tx: Db, actor: Actor, rows: readonly Kept[]): Promise<void> {
  const [first] = rows
  if (isAdmin(actor) || !first) return
  const { starting } = await packageTerms(tx, first.packageId, first.startOn)
  if (starting.minimumDays > 0)
    throw new Refusal(
      `They run for at least ${starting.minimumDays} days and cannot be deleted: end them, or ask an admin to take them back.`,
    )
}

type Part = { tx: Db; actor: Actor; id: number; ids: SQL; today: CalendarDate }

const ofPart = ({ id, ids }: Part) =>
  sql`r.bulk_change_id = ${id} and r.assignment_id = a.id and a.id in ${ids}`

async function deleteKept(part: Part): Promise<void> {
  await part.tx.execute(sql`
    with saved as (
      delete from assignments a using bulk_change_rows r where ${ofPart(part)}
      returning a.id, a.reference, jsonb_build_object('packageId', a.package_id, 'startOn', a.start_on, 'quantity', a.quantity,
        'reference', a.reference) as before, null::jsonb as after)
    ${told(part.actor, 'assignment.deleted')}`)
}

/** What ended with its number's last day at the payer does not run on. */
async function refuseLeft(part: Part): Promise<void> {
  const [left] = await rowsOf<{ reference: string }>(
    part.tx,
    sql`select a.reference from bulk_change_rows r, assignments a join dids d on d.id = a.did_id
      where ${ofPart(part)} and d.customer_id is distinct from a.payer_id order by a.id limit 1`,
  )
  if (left) throw new Refusal(`The DID of ${left.reference} left its customer: it cannot run on.`)
}

async function restoreKept(part: Part, kind: 'end' | 'quantity'): Promise<void> {
  if (kind === 'quantity') await restoreQuantities(part)
  else await refuseLeft(part)
  const values =
    kind === 'end'
      ? sql`end_on = null, ended_on = ${part.today}::date`
      : sql`quantity = (r.previous ->> 'quantity')::int`
  await part.tx.execute(sql`
    with saved as (
      update assignments a set ${values}, revision = a.revision + 1, updated_at = now()
      from bulk_change_rows r where ${ofPart(part)}
      returning a.id, a.root_id, a.reference, jsonb_build_object('revision', a.revision - 1) as before,
        jsonb_build_object('revision', a.revision, 'takenBack', ${part.id}::bigint) as after)
    ${
      kind === 'end'
        ? sql`, moved as (insert into assignment_ends (assignment_id, end_on, typed_on)
            select s.root_id, null, ${part.today}::date from saved s where s.root_id is not null order by s.root_id),
          parts as (${endOfParts(sql`null`)})`
        : sql``
    }
    ${told(part.actor, kind === 'end' ? 'assignment.end_removed' : 'assignment.quantity_changed')}`)
}

/** The quantity that was meant before is typed again for the same day: what was typed stays. Changes of before have `atDay`. */
async function restoreQuantities({ tx, actor, id, ids, today }: Part): Promise<void> {
  await tx.execute(sql`
    insert into assignment_quantities (assignment_id, effective_on, not_before_on, quantity, typed_on, created_by)
    select coalesce(a.root_id, a.id), (r.previous ->> 'effectiveOn')::date,
      case when a.moved_from_id is not null then a.start_on end,
      coalesce((r.previous ->> 'atDay')::int, (r.previous ->> 'meant')::int, a.quantity), ${today}::date, ${actor.id}::text
    from bulk_change_rows r join assignments a on a.id = r.assignment_id
    where r.bulk_change_id = ${id} and a.id in ${ids}
      and (r.previous ->> 'meant' is not null or exists (select 1 from assignment_quantities q
        where q.assignment_id = coalesce(a.root_id, a.id) and q.effective_on = (r.previous ->> 'effectiveOn')::date))
    order by a.id`)
}
