import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array } from '@/db/unnest'
import { type AssignmentFacts, type Waiver, waiverKey } from '@/lib/billing/line'

type WaiverRow = Waiver & { assignmentId: number }

/** Gives the assignments what was taken off them by hand: runs, coming charges, forecasts, notices and quotes know it from here. */
export async function withWaivers<T extends AssignmentFacts>(
  db: Db,
  assignments: readonly T[],
): Promise<T[]> {
  if (assignments.length === 0) return []
  const rows = await rowsOf<WaiverRow>(
    db,
    sql`select id::float8 as id, assignment_id::float8 as "assignmentId", kind, (period_from - date '1970-01-01') as "periodFrom",
      outcome, reason, change_number::float8 as "changeNumber" from charge_waivers where assignment_id = any(${array(
        'bigint',
        assignments.map(a => a.id),
      )})`,
  )
  if (rows.length === 0) return [...assignments]
  const found = new Map<number, Map<string, Waiver>>()
  for (const { assignmentId, ...waiver } of rows) {
    const own = found.get(assignmentId) ?? new Map<string, Waiver>()
    found.set(assignmentId, own.set(waiverKey(waiver.kind, waiver.periodFrom), waiver))
  }
  return assignments.map(a => {
    const waived = found.get(a.id)
    return waived ? { ...a, waived } : a
  })
}
