/** The lines of the product in the words of lives. */

import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { minorText } from '@/lib/money'
import type { LifeKind, Line } from './steps'

/** Names of assignments, and the ids of the runs in the order of their steps; none for a simulation. */
export type Names = { named: ReadonlyMap<string, number>; runs: readonly number[] }

type Row = Omit<Line, 'retail' | 'cost' | 'run' | 'a'> & {
  assignmentId: number
  currency: string
  retailMinor: string
  costMinor: string
  runId: number
}

const columns = sql`c.kind, p.account_code as payer, c.billing_on::text as billing_date, c.period_from::text as period_from,
  c.period_to::text as period_to, a.id::float8 as "assignmentId", c.quantity, v.number as version, c.currency,
  c.retail_minor::text as "retailMinor", c.cost_minor::text as "costMinor", c.run_id::float8 as "runId"`
const tables = sql`join customers p on p.id = c.customer_id join assignments a on a.id = c.assignment_id
  join package_versions v on v.id = c.version_id`

function lineOf({ assignmentId, currency, retailMinor, costMinor, runId, ...row }: Row, names: Names): Line {
  const { named, runs } = names
  return {
    ...row,
    a: [...named].find(([, id]) => id === assignmentId)?.[0] ?? `#${assignmentId}`,
    retail: minorText(BigInt(retailMinor), currency),
    cost: minorText(BigInt(costMinor), currency),
    run: runs.length === 0 ? null : runs.indexOf(runId) + 1,
  }
}

/** The chosen charges. */
export async function postedLines(db: Db, chosen: SQL, names: Names): Promise<Line[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`select ${columns}, c.posted_on::text as posting_date, c.opens_on::text as key_from, c.settlement
      from charges c ${tables} where ${chosen} order by c.id`,
  )
  return rows.map(row => lineOf(row, names))
}

/** What a simulation would charge. A settlement's key is no part of what a simulation keeps. */
export async function simulatedLines(
  { db, today }: Within<'today'>,
  runId: number,
  named: Names['named'],
): Promise<Line[]> {
  const rows = await rowsOf<Row & { kind: LifeKind }>(
    db,
    sql`select ${columns}, ${today}::text as posting_date, c.period_from::text as key_from, 0 as settlement
      from billing_run_lines c ${tables} where c.run_id = ${runId} and c.outcome = 'planned' order by c.id`,
  )
  return rows.map(row => lineOf(row, { named, runs: [] }))
}
