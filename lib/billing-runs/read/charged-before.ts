/** What earlier runs already charged of a run's scope: the answer to "why is nothing posted?". */
import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import type { CalendarDate } from '@/lib/calendar-date'
import { ofCustomers, type RunScope } from '@/lib/planning/scope'

export type ChargedBy = { runId: number; count: number }

/**
 * Live charges dated through `throughOn` by earlier runs (by id), newest run first. For the whole book the runs' own
 * counters answer, without counting charges; only a run that reached past the date is counted line by line.
 */
export async function listChargedBy(
  db: Db,
  scope: RunScope,
  throughOn: CalendarDate,
  beforeRun: number,
): Promise<ChargedBy[]> {
  const live = sql`c.kind <> 'reversal' and c.billing_on <= ${throughOn}::date
    and not exists (select 1 from charges r where r.reverses_id = c.id)`
  const { customerIds, managerId, packageIds } = scope
  if (customerIds === null && managerId === null && packageIds === null) {
    return rowsOf<ChargedBy>(
      db,
      sql`select * from (
          select b.id::float8 as "runId", case when b.through_on <= ${throughOn}::date then b.charged_count - b.reversed_count
            else (select count(*) from charges c where c.run_id = b.id and ${live}) end::int as count
          from billing_runs b where b.mode = 'post' and b.id < ${beforeRun} and b.charged_count > b.reversed_count
        ) runs where count > 0 order by "runId" desc`,
    )
  }
  const ofPackage = packageIds === null ? sql`` : sql`and c.package_id = any(${array('bigint', packageIds)})`
  return rowsOf<ChargedBy>(
    db,
    sql`select c.run_id::float8 as "runId", count(*)::int as count from charges c
      where c.run_id < ${beforeRun} and ${live} ${ofCustomers(scope, sql`c.customer_id`)} ${ofPackage}
      group by c.run_id order by c.run_id desc`,
  )
}
