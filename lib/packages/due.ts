/** Where runs must look again after the terms of a package changed. */
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { VersionScope } from '../billing/terms'
import type { CalendarDate } from '../calendar-date'

/**
 * Moves the assignments' next due date back to where changed terms can first have a line: the change's date, or the start
 * of an assignment that begins under them. A version for new assignments touches only those. Rows are locked in id order.
 */
export async function lookAgain(
  tx: Db,
  packageId: number,
  effectiveOn: CalendarDate,
  appliesTo: VersionScope,
): Promise<void> {
  const older =
    appliesTo === 'all' ? sql`or (p.next_due_on > ${effectiveOn} and a.start_on < ${effectiveOn})` : sql``
  await tx.execute(sql`
    update assignment_pointers p set next_due_on = greatest(f.start_on, ${effectiveOn}::date)
    from (
      select a.id, a.start_on from assignments a join assignment_pointers p on p.assignment_id = a.id
      where a.package_id = ${packageId} and (a.start_on >= ${effectiveOn} ${older})
      order by a.id for update of p
    ) f where p.assignment_id = f.id`)
}
