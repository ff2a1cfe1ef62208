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
    appliesTo === 'all'
      ? sql`or (next_due_on is not null and next_due_on > ${effectiveOn} and start_on < ${effectiveOn})`
      : sql``
  await tx.execute(sql`
    update assignments set next_due_on = case when start_on >= ${effectiveOn} then start_on else ${effectiveOn}::date end
    where id in (
      select id from assignments
      where package_id = ${packageId} and (start_on >= ${effectiveOn} ${older})
      order by id for update
    )`)
}
