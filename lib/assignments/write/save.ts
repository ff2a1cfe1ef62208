/** Changes of what an assignment says of itself, one or many, in one statement. */

import { sql } from 'drizzle-orm'
import { unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import { type AuditEntry, writeAudits } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'

/** What may change of an assignment in a form or a file; the rest stays for ever. */
type AssignmentValues = {
  reference: string
  quantity: number
  startOn: CalendarDate
  endOn: CalendarDate | null
  endedOn: CalendarDate | null
  autoDecrementCredit: boolean
  minutes: number | null
  setupWaived: boolean
  minimumDays: number | null
}

export type AssignmentChange = {
  before: AssignmentValues & { id: number; revision: number }
  after: AssignmentValues
}

/**
 * Saves assignments that are locked and judged; the next run looks at each from its start again. A quantity that was typed for a day up
 * to the start decides, so a new one is typed after it. An end of a number that was moved is `writeEnds`'s.
 */
export async function saveAssignments(
  { db: tx, actor }: Within<'actor'>,
  changes: readonly AssignmentChange[],
  { today, reason = null }: { today: CalendarDate; reason?: string | null },
): Promise<void> {
  const rows = changes.map(({ before, after }) => ({ ...after, id: before.id }))
  await tx.execute(sql`
    with n as (
      select * from ${unnest(
        ['bigint', rows.map(row => row.id)],
        ['text', rows.map(row => row.reference)],
        ['int', rows.map(row => row.quantity)],
        ['date', rows.map(row => row.startOn)],
        ['date', rows.map(row => row.endOn)],
        ['date', rows.map(row => row.endedOn)],
        ['boolean', rows.map(row => row.autoDecrementCredit)],
        ['int', rows.map(row => row.minutes)],
        ['boolean', rows.map(row => row.setupWaived)],
        ['smallint', rows.map(row => row.minimumDays)],
      )} as t(id, reference, quantity, start_on, end_on, ended_on, auto_decrement_credit, minutes, setup_waived, minimum_days)),
    typed as (
      insert into assignment_quantities (assignment_id, effective_on, quantity, typed_on, created_by)
      select a.id, n.start_on, n.quantity, ${today}::date, ${actor.id}::text
      from n join assignments a on a.id = n.id
      where a.quantity <> n.quantity
        and exists (select 1 from assignment_quantities q where q.assignment_id = a.id and q.effective_on <= n.start_on)
      order by a.id)
    update assignments a set reference = n.reference, quantity = n.quantity, start_on = n.start_on, end_on = n.end_on,
      ended_on = n.ended_on, auto_decrement_credit = n.auto_decrement_credit, minutes = n.minutes,
      setup_waived = n.setup_waived, minimum_days = n.minimum_days, revision = a.revision + 1, updated_at = now()
    from n where a.id = n.id`)
  const entries = changes.map(
    ({ before, after }): AuditEntry => ({
      action: 'assignment.updated',
      entity: 'assignment',
      entityId: before.id,
      label: after.reference,
      before: { ...valuesOf(before), revision: before.revision },
      after: { ...valuesOf(after), revision: before.revision + 1 },
      reason,
    }),
  )
  await writeAudits({ db: tx, actor }, entries)
}

/** What its history tells; the day on which an end was typed is the row's own. */
function valuesOf(values: AssignmentValues) {
  const { reference, quantity, startOn, endOn, autoDecrementCredit, minutes, setupWaived, minimumDays } =
    values
  return { reference, quantity, startOn, endOn, autoDecrementCredit, minutes, setupWaived, minimumDays }
}
