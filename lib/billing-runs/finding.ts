/** How the lines of a run are searched: whoever is meant is found first, then their lines through an index. */
import { type SQL, sql } from 'drizzle-orm'
import type { billingRunLines, charges } from '@/db/schema/billing'
import type { Actor } from '../actor'
import { andOwn } from '../customers/access'
import type { Search } from '../listing/queries'
import { likePattern, mostCounted, quickPattern } from '../paging'

export type LineTable = typeof charges | typeof billingRunLines

/** Assignments with who pays for them, and who did before a number was moved: lines are found through the payer. */
const paying = (chosen: SQL) => sql`select a.id, a.payer_id from assignments a where ${chosen}
  union select a.id, (l.before ->> 'payerId')::bigint from assignments a
    join audit_log l on l.entity = 'assignment' and l.entity_id = a.id::text and l.action = 'assignment.moved' where ${chosen}`

/** Found by customer, package, number or the assignment's reference. */
export function searchLines(
  actor: Actor,
  table: LineTable,
  runId: number,
  search: string,
): Search | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  const digits = search.replace(/[\s\-.()+]/g, '')
  const payers = sql`select c.id from customers c where c.name ilike ${pattern} or c.account_code ilike ${pattern}`
  const packages = sql`select p.id from packages p where p.name ilike ${pattern} or p.code ilike ${pattern}`
  const numbers = sql`select d.id from dids d where d.number like ${`%${digits}%`}`
  const referred = sql`select a.id from assignments a where a.reference ilike ${quickPattern(search)}`
  const isNumber = /^\d{3,}$/.test(digits)
  const line = sql`${table} line`
  const ofRun = sql`line.run_id = ${runId} ${andOwn(actor, sql`line.customer_id`)}`
  const paidBy = (chosen: SQL) => sql`(select line.id from (${paying(chosen)}) owed
    join ${line} on line.customer_id = owed.payer_id and line.assignment_id = owed.id and ${ofRun} limit ${mostCounted + 1}::int)`
  const parts = [
    sql`(select line.id from (${payers}) payer join ${line} on line.customer_id = payer.id and ${ofRun} limit ${mostCounted + 1}::int)`,
    sql`(select line.id from ${line} where ${ofRun} and line.package_id in (${packages}) limit ${mostCounted + 1}::int)`,
    paidBy(sql`a.id in (${referred} limit ${mostCounted + 1}::int)`),
    ...(isNumber ? [paidBy(sql`a.did_id in (${numbers} limit ${mostCounted + 1}::int)`)] : []),
  ]
  return {
    ids: sql.join(parts, sql` union all `),
    where: sql`(${table.customerId} in (${payers}) or ${table.packageId} in (${packages})
      or ${table.assignmentId} in (${referred})${isNumber ? sql` or ${table.didId} in (${numbers})` : sql``})`,
  }
}
