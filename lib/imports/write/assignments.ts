import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { CalendarDate } from '@/lib/calendar-date'
import type { ImportContext } from '../importer'

/** What a row of assignments.csv becomes. */
export type AssignmentValues = {
  reference: string
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
}

/** Adds assignments in one statement; the next run looks at them from their start on, so past dates are charged. */
export async function insertAssignments(
  tx: Db,
  rows: readonly AssignmentValues[],
  actorId: string | null,
): Promise<void> {
  await tx.execute(sql`
    insert into assignments (reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
      auto_decrement_credit, minutes, setup_waived, minimum_days, created_by)
    select reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
      auto_decrement_credit, minutes, setup_waived, minimum_days, ${actorId}
    from ${unnest(
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
    )} as n (reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on,
      auto_decrement_credit, minutes, setup_waived, minimum_days)`)
}

export type AssignmentChange = AssignmentValues & { id: number; endedOn: CalendarDate | null }

/** Changes assignments by id. The next run looks at each from its start again. */
export async function updateAssignments(
  tx: Db,
  rows: readonly AssignmentChange[],
  { actor, today }: Pick<ImportContext, 'actor' | 'today'>,
): Promise<void> {
  // A quantity that was typed for a day up to the start decides: the file's is typed after it.
  await tx.execute(sql`
    insert into assignment_quantities (assignment_id, effective_on, quantity, typed_on, created_by)
    select a.id, n.start_on, n.quantity, ${today}::date, ${actor.id}::text
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['int', rows.map(row => row.quantity)],
      ['date', rows.map(row => row.startOn)],
    )} as n (id, quantity, start_on) join assignments a on a.id = n.id
    where a.quantity <> n.quantity
      and exists (select 1 from assignment_quantities q where q.assignment_id = a.id and q.effective_on <= n.start_on)
    order by a.id`)
  await tx.execute(sql`
    update assignments a set quantity = n.quantity, start_on = n.start_on, end_on = n.end_on, ended_on = n.ended_on,
      auto_decrement_credit = n.auto_decrement_credit, minutes = n.minutes, setup_waived = n.setup_waived,
      minimum_days = n.minimum_days, revision = a.revision + 1, updated_at = now()
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['int', rows.map(row => row.quantity)],
      ['date', rows.map(row => row.startOn)],
      ['date', rows.map(row => row.endOn)],
      ['date', rows.map(row => row.endedOn)],
      ['boolean', rows.map(row => row.autoDecrementCredit)],
      ['int', rows.map(row => row.minutes)],
      ['boolean', rows.map(row => row.setupWaived)],
      ['smallint', rows.map(row => row.minimumDays)],
    )} as n (id, quantity, start_on, end_on, ended_on, auto_decrement_credit, minutes, setup_waived, minimum_days)
    where a.id = n.id`)
}
