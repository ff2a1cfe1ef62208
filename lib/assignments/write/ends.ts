/** The ends of assignments, one or many, in one statement; of a number that was moved the ends are one list for all its parts. */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import type { AuditValues } from '@/lib/audit/changes'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import type { Written } from './give'

/** The last day of service, or null: it runs on. `about` is what its history says beside that. */
export type NewEnd = { id: number; endOn: CalendarDate | null; about?: AuditValues }

/**
 * Sets the ends of assignments that are locked and judged; typed today, so that nothing is settled with an earlier date. Every part
 * of a number that was moved ends on the day it was moved away, or with the others.
 */
export async function writeEnds(
  { db: tx, actor }: Within<'actor'>,
  ends: readonly NewEnd[],
  { today, reason }: { today: CalendarDate; reason: string | null },
): Promise<Written[]> {
  const rows = await rowsOf<Written & { before: CalendarDate | null; after: CalendarDate | null }>(
    tx,
    sql`
    with typed as (
      select t.id, t.end_on, a.end_on as before
      from ${unnest(['bigint', ends.map(end => end.id)], ['date', ends.map(end => end.endOn)])} as t(id, end_on)
      join assignments a on a.id = t.id),
    saved as (
      update assignments a set end_on = t.end_on, ended_on = ${today}::date, revision = a.revision + 1, updated_at = now()
      from typed t where a.id = t.id
      returning a.id, a.root_id, a.reference, a.revision, t.before, a.end_on),
    moved as (
      insert into assignment_ends (assignment_id, end_on, typed_on)
      select s.root_id, s.end_on, ${today}::date from saved s where s.root_id is not null order by s.root_id),
    parts as (
      update assignments part set end_on = least(part.bills_before_on - 1, s.end_on)
      from saved s where part.root_id = s.root_id and part.bills_before_on is not null and part.id <> s.id)
    select s.id::float8 as id, s.reference, s.revision, s.before::text as before, s.end_on::text as after
    from saved s order by s.id`,
  )
  const about = new Map(ends.map(end => [end.id, end.about]))
  const entries = rows.map(
    ({ id, reference, revision, before, after }): AuditEntry => ({
      action: after === null ? 'assignment.end_removed' : 'assignment.ended',
      entity: 'assignment',
      entityId: id,
      label: reference,
      before: { endOn: before, revision: revision - 1 },
      after: { endOn: after, revision, ...about.get(id) },
      reason,
    }),
  )
  await writeAudits({ db: tx, actor }, entries)
  return rows
}
