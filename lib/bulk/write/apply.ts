/** Bulk changes: planned again on locked rows and written a set at a time, all or nothing. */
import { setImmediate } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { lastWrite } from '@/db/last-write'
import { bulkChanges } from '@/db/schema/bulk'
import { unnest } from '@/db/unnest'
import type { Actor } from '@/lib/access/actor'
import { lockCustomers } from '@/lib/access/write/lock-customers'
import { requireSold } from '@/lib/assignments/write/lock'
import { markBilled, pastLines } from '@/lib/assignments/write/mark-billed'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { type BulkPlan, type PlannedRow, planBulk } from '../plan'
import { idSet, resolveTargets, type Target } from '../read/targets'
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
  db: Db,
  actor: Actor,
  { change, count, isEmbedded = false }: BulkToApply,
  today: CalendarDate,
  onProgress: OnProgress = () => {},
): Promise<AppliedBulk> {
  const ahead = isEmbedded
    ? { written: await lastWrite(db), plan: await planBulk(db, actor, change, today) }
    : null
  return db.transaction(async tx => {
    const isSame = ahead !== null && (await lastWrite(tx)) === ahead.written
    const plan = isSame ? ahead.plan : await planLocked(tx, actor, change, today)
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
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      onProgress(at, rows.length)
      // The process that serves the pages does this: it gets a breath between two statements.
      await setImmediate()
      const write = { tx, actor, rows: rows.slice(at, at + rowsAtOnce), bulkId: saved.id, today }
      if (change.do === 'assign') await writeAssigned(write, change)
      else if (change.do === 'end') await writeEnded(write, change)
      else await writeQuantities(write, change)
    }
    await writeAudit(tx, actor, {
      action: `bulk_change.${change.do}`,
      entity: 'bulk_change',
      entityId: saved.id,
      label: plan.label,
      after: { rows: rows.length },
      reason: change.do === 'end' ? change.reason : null,
    })
    return { id: saved.id, count: rows.length, label: plan.label }
  })
}

/** Locks who pays, then what is changed, in the order of every writer, and plans on what is there then. */
async function planLocked(tx: Db, actor: Actor, change: BulkInput, today: CalendarDate): Promise<BulkPlan> {
  const targets = await resolveTargets(tx, actor, change.selection, today)
  const payers = targets.flatMap(target => (target.payerId === null ? [] : [target.payerId]))
  if (change.do === 'end' && change.selection.kind === 'did') await lockPartsOf(tx, targets, payers)
  await lockCustomers(tx, actor, payers)
  const ids = idSet(targets.map(target => target.id))
  const column = sql.raw(change.selection.kind === 'did' ? 'did_id' : 'customer_id')
  if (change.selection.kind === 'did')
    await tx.execute(sql`select 1 from dids where id in ${ids} order by id for update`)
  if (change.do === 'assign') await requireSold(tx, change.packageId, true)
  else await tx.execute(sql`select 1 from assignments where ${column} in ${ids} order by id for update`)
  return planBulk(tx, actor, change, today)
}

/** With who pays now everybody who pays for another part of the numbers, in id order: their ends are one list. */
async function lockPartsOf(tx: Db, targets: readonly Target[], payers: readonly number[]): Promise<void> {
  const dids = idSet(targets.map(target => target.id))
  await tx.execute(sql`select 1 from customers where id in ${idSet(payers)}
    or id in (select a.payer_id from assignments a where a.did_id in ${dids} and a.root_id is not null)
    order by id for no key update`)
}

type Write = { tx: Db; actor: Actor; rows: PlannedRow[]; bulkId: number; today: CalendarDate }

/** The history of each changed assignment, from a set `saved` of the statement that it stands in. */
export const told = (actor: Actor, action: string, reason: string | null = null) =>
  sql`insert into audit_log (actor_id, actor, action, entity, entity_id, label, before, after, reason)
    select ${actor.id}::text, ${actor.email}::text, ${action}, 'assignment', s.id::text, s.reference, s.before, s.after, ${reason}::text
    from saved s order by s.id`

const kept = (bulkId: number) =>
  sql`insert into bulk_change_rows (bulk_change_id, assignment_id, revision, previous)
    select ${bulkId}, s.id, s.revision, s.previous from saved s`

async function writeAssigned({ tx, actor, rows, bulkId, today }: Write, input: BulkAssign): Promise<void> {
  const isDid = input.selection.kind === 'did'
  const isBackDated = input.startOn < today
  const marked =
    isBackDated && input.pastDates === 'mark_billed'
      ? pastLines(input, await requireSold(tx, input.packageId), today)
      : []
  const after = JSON.stringify({
    ...{ packageId: input.packageId, quantity: input.quantity, startOn: input.startOn, endOn: input.endOn },
    ...{ autoDecrementCredit: input.autoDecrementCredit, minutes: input.minutes, revision: 1 },
    ...{ setupWaived: input.setupWaived, markedAsBilled: marked.length, bulkChange: bulkId },
  })
  // A reference that somebody imported already is avoided with the number of this change behind it.
  const made = await rowsOf<{ id: number }>(
    tx,
    sql`
    with numbered as materialized (
      select t.target_id, t.payer_id, t.label, nextval(pg_get_serial_sequence('assignments', 'id')) as id
      from ${unnest(
        ['bigint', rows.map(row => row.target.id)],
        ['bigint', rows.map(row => row.target.payerId)],
        ['text', rows.map(row => row.target.label)],
      )} as t(target_id, payer_id, label)),
    named as (
      select n.*, case when taken.id is null then plain.reference else plain.reference || '-B' || ${bulkId}::text end as reference
      from numbered n
      cross join lateral (select 'A' || lpad(n.id::text, greatest(6, length(n.id::text)), '0') as reference) plain
      left join assignments taken on taken.reference = plain.reference),
    made as (
      insert into assignments (id, reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
        auto_decrement_credit, minutes, setup_waived, created_by)
      overriding system value
      select n.id, n.reference, ${input.packageId}::bigint, ${isDid ? sql`null::bigint` : sql`n.target_id`},
        ${isDid ? sql`n.target_id` : sql`null::bigint`}, n.payer_id, ${input.quantity}::int, ${input.startOn}::date, ${input.endOn}::date,
        ${input.autoDecrementCredit}::boolean, ${input.minutes}::int, ${input.setupWaived}::boolean,
        ${actor.id}::text from named n
      returning id, reference, revision),
    saved as (
      select m.id, m.reference, m.revision, null::jsonb as before, null::jsonb as previous,
        ${after}::jsonb || jsonb_build_object('reference', m.reference, 'target', n.label) as after
      from made m join named n on n.id = m.id),
    told as (${told(actor, 'assignment.created')})
    ${kept(bulkId)} returning assignment_id::float8 as id`,
  )
  await markBilled(
    tx,
    actor,
    made.map(row => row.id),
    marked,
  )
}

const heldIds = (rows: readonly PlannedRow[]) => idSet(rows.map(row => row.held?.id ?? 0))

/** Of a number that was moved the ends are one list: every part that was moved away ends there, or with the others. */
export const endOfParts = (endOn: SQL) =>
  sql`update assignments part set end_on = least(part.bills_before_on - 1, ${endOn}) from saved s
    where part.root_id = s.root_id and part.bills_before_on is not null and part.id <> s.id`

async function writeEnded({ tx, actor, rows, bulkId, today }: Write, input: BulkEnd): Promise<void> {
  await tx.execute(sql`
    with saved as (
      update assignments a set end_on = ${input.endOn}::date, ended_on = ${today}::date,
        revision = revision + 1, updated_at = now()
      where a.id in ${heldIds(rows)}
      returning a.id, a.root_id, a.reference, a.revision, null::jsonb as previous,
        jsonb_build_object('endOn', null, 'revision', a.revision - 1) as before,
        jsonb_build_object('endOn', a.end_on, 'revision', a.revision, 'bulkChange', ${bulkId}::bigint) as after),
    moved as (
      insert into assignment_ends (assignment_id, end_on, typed_on)
      select s.root_id, ${input.endOn}::date, ${today}::date from saved s where s.root_id is not null order by s.root_id),
    parts as (${endOfParts(sql`${input.endOn}::date`)}),
    told as (${told(actor, 'assignment.ended', input.reason)})
    ${kept(bulkId)}`)
}

async function writeQuantities(
  { tx, actor, rows, bulkId, today }: Write,
  input: BulkQuantity,
): Promise<void> {
  const { quantity, effectiveOn } = input
  await tx.execute(sql`
    with old as (
      select a.id, a.quantity, coalesce(a.root_id, a.id) as root_id,
        case when a.moved_from_id is not null then a.start_on end as not_before_on,
        -- Nothing is charged of one that no run has looked at: it starts with another quantity, by the latest day up to its start.
        a.start_on < ${effectiveOn}::date or p.looked_through_on is not null or a.moved_from_id is not null
          or exists (select 1 from charge_waivers w where w.assignment_id = a.id)
          or exists (select 1 from assignment_quantities q where q.assignment_id = a.id
            and q.effective_on > ${effectiveOn}::date and q.effective_on <= a.start_on) as is_later,
        coalesce((select meant.quantity from assignment_quantities meant
          where meant.assignment_id = coalesce(a.root_id, a.id) and meant.effective_on <= ${effectiveOn}::date
          order by meant.effective_on desc, meant.number desc limit 1), a.quantity) as meant
      from assignments a join assignment_pointers p on p.assignment_id = a.id
      where a.id in ${heldIds(rows)}),
    typed as (
      insert into assignment_quantities (assignment_id, effective_on, not_before_on, quantity, typed_on, created_by)
      select o.root_id, ${effectiveOn}::date, o.not_before_on, ${quantity}::int, ${today}::date, ${actor.id}::text from old o
      order by o.root_id),
    saved as (
      update assignments a set quantity = case when o.is_later then a.quantity else ${quantity}::int end,
        revision = a.revision + 1, updated_at = now()
      from old o where o.id = a.id
      returning a.id, a.reference, a.revision,
        jsonb_build_object('effectiveOn', ${effectiveOn}::text, 'quantity', o.quantity, 'meant', o.meant) as previous,
        jsonb_build_object('quantity', o.meant, 'revision', a.revision - 1) as before,
        jsonb_build_object('quantity', ${quantity}::int, 'quantityFrom', ${effectiveOn}::text, 'revision', a.revision, 'bulkChange', ${bulkId}::bigint) as after),
    told as (${told(actor, 'assignment.quantity_changed')})
    ${kept(bulkId)}`)
}
