/** Quantities that are typed for a day, of one assignment or many, in one statement. Rules: docs/billing.md, "Versions". */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import type { AuditValues } from '@/lib/audit/changes'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import type { Written } from './give'

export type NewQuantity = {
  id: number
  quantity: number
  effectiveOn: CalendarDate
  /** The quantity that it starts with again, if a change is taken back; else it follows from what was typed. */
  startsWith?: number
}

/** `number` is the place of the change among all; `started` and `meant` are what it started with, and what was meant for that day. */
export type WrittenQuantity = Written & { number: number; started: number; meant: number }

/**
 * Types quantities of assignments that are locked and judged. What was typed stays; of days up to the start the latest decides which
 * quantity the assignment starts with, as long as no run has looked at it and nothing of it was waived.
 */
export async function writeQuantities(
  { db: tx, actor }: Within<'actor'>,
  quantities: readonly NewQuantity[],
  { today, about }: { today: CalendarDate; about?: AuditValues },
): Promise<WrittenQuantity[]> {
  const rows = await rowsOf<WrittenQuantity & { quantity: number; effectiveOn: CalendarDate }>(
    tx,
    sql`
    with typed as (
      select t.*, a.quantity as started, coalesce(a.root_id, a.id) as root_id,
        case when a.moved_from_id is not null then a.start_on end as not_before_on,
        t.effective_on <= a.start_on and a.moved_from_id is null and p.looked_through_on is null
          and not exists (select 1 from charge_waivers w where w.assignment_id = a.id) as is_start,
        coalesce((select q.quantity from assignment_quantities q
          where q.assignment_id = coalesce(a.root_id, a.id) and q.effective_on <= t.effective_on
          order by q.effective_on desc, q.number desc limit 1), a.quantity) as meant,
        (select q.quantity from assignment_quantities q
          where q.assignment_id = a.id and q.effective_on > t.effective_on and q.effective_on <= a.start_on
          order by q.effective_on desc, q.number desc limit 1) as nearer
      from ${unnest(
        ['bigint', quantities.map(one => one.id)],
        ['int', quantities.map(one => one.quantity)],
        ['date', quantities.map(one => one.effectiveOn)],
        ['int', quantities.map(one => one.startsWith ?? null)],
      )} as t(id, quantity, effective_on, starts_with)
      join assignments a on a.id = t.id join assignment_pointers p on p.assignment_id = a.id),
    kept as (
      insert into assignment_quantities (assignment_id, effective_on, not_before_on, quantity, typed_on, created_by)
      select t.root_id, t.effective_on, t.not_before_on, t.quantity, ${today}::date, ${actor.id}::text from typed t
      order by t.root_id
      returning assignment_id, number),
    saved as (
      update assignments a
      set quantity = coalesce(t.starts_with, case when t.is_start then coalesce(t.nearer, t.quantity) else a.quantity end),
        revision = a.revision + 1, updated_at = now()
      from typed t where a.id = t.id
      returning a.id, a.reference, a.revision, t.root_id, t.started, t.meant, t.quantity, t.effective_on)
    select s.id::float8 as id, s.reference, s.revision, k.number::float8 as number, s.started, s.meant, s.quantity,
      s.effective_on::text as "effectiveOn"
    from saved s join kept k on k.assignment_id = s.root_id order by s.id`,
  )
  const entries = rows.map(
    ({ id, reference, revision, meant, quantity, effectiveOn }): AuditEntry => ({
      action: 'assignment.quantity_changed',
      entity: 'assignment',
      entityId: id,
      label: reference,
      before: { quantity: meant, revision: revision - 1 },
      after: { quantity, quantityFrom: effectiveOn, revision, ...about },
    }),
  )
  await writeAudits({ db: tx, actor }, entries)
  return rows
}
