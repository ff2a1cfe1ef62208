/** How the lines of a run are searched: whoever is meant is found first, then their lines through an index. */

import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { billingRunLines, charges } from '@/db/schema/billing'
import type { Within } from '@/lib/access/context'
import { andOwn } from '@/lib/access/read'
import { likePattern, mostCounted, quickPattern } from '@/lib/listing/paging'
import type { Search } from '@/lib/listing/read/pages'

export type LineTable = typeof charges | typeof billingRunLines

const most = sql`limit ${mostCounted + 1}::int`

/**
 * Found by customer, package, number or the assignment's reference. Nothing here is left to what PostgreSQL believes of a run: before
 * it has counted a new one, which can take days, it expects one line, and would read a million to find those of a customer. OFFSET 0
 * and LIMIT hold it to the order that is written.
 */
export async function searchLines(
  { db, actor }: Within<'actor'>,
  table: LineTable,
  runId: number,
  search: string,
): Promise<Search | undefined> {
  if (search.trim() === '') return undefined
  const named = conditionsOf(search)
  const { packages, assignments, isHeldByMany } = await whatIsMeant(db, named)
  // Row by row, by the keys of what a line names.
  const where = sql`(exists (select 1 from customers c where c.id = ${table.customerId} and ${named.customer} offset 0)
    or ${table.packageId} = any(${packages}::bigint[])
    or exists (select 1 from assignments a where a.id = ${table.assignmentId} and ${named.assignment} offset 0))`
  if (assignments === null) return { where }
  const ofRun = sql`line.run_id = ${runId}`
  const paidBy = (payers: SQL, ofPayer = sql``) => sql`select line.id
    from (select * from (${payers}) payer where true ${andOwn(actor, sql`payer.payer_id`)} offset 0) found
    cross join lateral (select line.id from ${table} line where ${ofRun} and line.customer_id = found.payer_id ${ofPayer} ${most}) line
    ${most}`
  const paying = sql`select distinct a.id, paid.by as payer_id from assignments a
    cross join lateral unnest(a.payer_id || a.payers_before) paid(by) where a.id = any(${assignments}::bigint[])`
  const ofPackages = sql`select line.id from ${table} line
    where ${ofRun} and line.package_id = any(${packages}::bigint[]) ${andOwn(actor, sql`line.customer_id`)} ${most}`
  return {
    ids: [
      paidBy(sql`select c.id as payer_id from customers c where ${named.customer}`),
      paidBy(paying, sql`and line.assignment_id = found.id`),
      ...(isHeldByMany ? [ofPackages] : []),
    ],
    where,
  }
}

type Named = { customer: SQL; package: SQL; referred: SQL; numbered: SQL | null; assignment: SQL }

/** The text as conditions on a customer `c`, a package `p`, and an assignment `a`: its reference, the number of a DID `d`, either. */
function conditionsOf(search: string): Named {
  const pattern = likePattern(search)
  const digits = search.replace(/[\s\-.()+]/g, '')
  const referred = sql`a.reference ilike ${quickPattern(search)}`
  const numbered = /^\d{3,}$/.test(digits) ? sql`d.number like ${`%${digits}%`}` : null
  return {
    customer: sql`(c.name ilike ${pattern} or c.account_code ilike ${pattern})`,
    package: sql`(p.name ilike ${pattern} or p.code ilike ${pattern})`,
    referred,
    numbered,
    assignment: numbered
      ? sql`(${referred} or exists (select 1 from dids d where d.id = a.did_id and ${numbered} offset 0))`
      : referred,
  }
}

/** Ids, as PostgreSQL writes an array of them. */
type Meant = {
  packages: string
  /** By reference or number, and those of packages that few have; null where they are too many to ask for each. */
  assignments: string | null
  /** Some packages are held by many: their lines are looked for in the run itself. */
  isHeldByMany: boolean
}

async function whatIsMeant(db: Db, { package: sold, referred, numbered }: Named): Promise<Meant> {
  const byNumber = sql`union all (select a.id from dids d join assignments a on a.did_id = d.id where ${numbered} ${most})`
  const [meant] = await rowsOf<Meant>(
    db,
    sql`with sold as materialized (select p.id from packages p where ${sold}),
      held as materialized (select a.id from sold join assignments a on a.package_id = sold.id ${most}),
      named as materialized ((select a.id from assignments a where ${referred} ${most}) ${numbered ? byNumber : sql``}),
      much as (select (select count(*) from held) > ${mostCounted}::int as held, (select count(*) from named) > ${mostCounted}::int as named)
      select array(select id from sold)::text as packages, much.held as "isHeldByMany",
        case when not much.named then array(select id from named union select id from held where not much.held)::text end as assignments
      from much`,
  )
  if (!meant) throw new Error('one row was asked for')
  return meant
}
