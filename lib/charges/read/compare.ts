/** Two runs side by side: which lines are new, gone or changed. Either may be simulated or posted. */

import { and, eq, type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import type { Within } from '@/lib/access/context'
import { visibleRuns } from '@/lib/access/read'
import { pageSize } from '@/lib/listing/paging'
import { Refusal } from '@/lib/refusal/refusal'

export const diffChanges = ['new', 'gone', 'changed'] as const
type DiffChange = (typeof diffChanges)[number]

export const diffGroupings = ['line', 'package', 'customer'] as const
export type DiffGrouping = (typeof diffGroupings)[number]

export type DiffAsk = {
  beforeRun: number
  afterRun: number
  change: DiffChange | null
  page: number
}

/** Counts and sums per currency; the same lines of both runs are only counted. */
export type DiffSum = {
  currency: string
  newCount: number
  goneCount: number
  changedCount: number
  sameCount: number
  beforeMinor: bigint
  afterMinor: bigint
}

export type DiffLine = {
  change: DiffChange
  assignmentId: number
  reference: string
  customer: string
  package: string
  number: string | null
  kind: string
  billingOn: string
  periodFrom: string
  periodTo: string
  beforeMinor: bigint | null
  afterMinor: bigint | null
  currency: string
}

export type DiffGroup = {
  id: number
  name: string
  currency: string
  newCount: number
  goneCount: number
  changedCount: number
  beforeMinor: bigint
  afterMinor: bigint
}

/** A simulation whose lines were deleted after 30 days. */
export class LinesGone extends Refusal {
  constructor(runId: number) {
    super(`The lines of simulation #${runId} were deleted after 30 days. Simulate again to compare.`)
  }
}

/** The lines of a run: what it charged (undone or not), or what it would charge. */
async function sourceOf({ db, actor }: Within<'actor'>, runId: number): Promise<SQL> {
  const [run] = await db
    .select({ mode: billingRuns.mode, linesDeletedAt: billingRuns.linesDeletedAt })
    .from(billingRuns)
    .where(and(eq(billingRuns.id, runId), visibleRuns(actor)))
  if (!run) throw new Refusal(`There is no such run as #${runId}.`)
  if (run.linesDeletedAt !== null) throw new LinesGone(runId)
  const columns = sql`assignment_id, kind, period_from, period_to, billing_on, customer_id, package_id, did_id, quantity, retail_minor,
    cost_minor, currency`
  return run.mode === 'post'
    ? sql`select ${columns} from charges where run_id = ${runId} and kind <> 'reversal'`
    : sql`select ${columns} from billing_run_lines where run_id = ${runId} and outcome = 'planned'`
}

async function compared(
  { db, actor }: Within<'actor'>,
  ask: Pick<DiffAsk, 'beforeRun' | 'afterRun'>,
): Promise<SQL> {
  const before = await sourceOf({ db, actor }, ask.beforeRun)
  const after = await sourceOf({ db, actor }, ask.afterRun)
  // An account manager without cost must not learn that only a cost changed.
  const cost = actor.canSeeCost ? sql`or b.cost_minor <> a.cost_minor` : sql``
  return sql`select assignment_id, kind, period_from, coalesce(a.period_to, b.period_to) as period_to,
      coalesce(a.billing_on, b.billing_on) as billing_on, coalesce(a.customer_id, b.customer_id) as customer_id,
      coalesce(a.package_id, b.package_id) as package_id, coalesce(a.did_id, b.did_id) as did_id,
      coalesce(a.currency, b.currency) as currency, b.retail_minor as before, a.retail_minor as after,
      case when b.retail_minor is null then 'new' when a.retail_minor is null then 'gone'
        when b.retail_minor <> a.retail_minor or b.billing_on <> a.billing_on or b.period_to <> a.period_to
          or b.quantity <> a.quantity ${cost} then 'changed' else 'same' end as change
    from (${before}) b full join (${after}) a using (assignment_id, kind, period_from)`
}

const big = (text: string | null) => (text === null ? null : BigInt(text))
const sure = (text: string | null) => BigInt(text ?? '0')

/** How the two runs differ, per currency. Throws a Refusal where one of them is not there, or not the actor's. */
export async function sumDiff(
  { db, actor }: Within<'actor'>,
  ask: Pick<DiffAsk, 'beforeRun' | 'afterRun'>,
): Promise<DiffSum[]> {
  const rows = await rowsOf<
    Omit<DiffSum, 'beforeMinor' | 'afterMinor'> & { before: string | null; after: string | null }
  >(
    db,
    sql`select currency, count(*) filter (where change = 'new')::int as "newCount",
      count(*) filter (where change = 'gone')::int as "goneCount", count(*) filter (where change = 'changed')::int as "changedCount",
      count(*) filter (where change = 'same')::int as "sameCount", sum(before)::text as before, sum(after)::text as after
      from (${await compared({ db, actor }, ask)}) d group by currency order by currency`,
  )
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    beforeMinor: sure(before),
    afterMinor: sure(after),
  }))
}

const chosen = (ask: DiffAsk) =>
  ask.change === null ? sql`d.change <> 'same'` : sql`d.change = ${ask.change}`
const paged = (ask: DiffAsk) => sql`limit ${pageSize + 1} offset ${(Math.max(1, ask.page) - 1) * pageSize}`

/** One page of the lines that differ, in order of customer, package and date; one row more than a page where there is more. */
export async function listDiffLines({ db, actor }: Within<'actor'>, ask: DiffAsk): Promise<DiffLine[]> {
  const rows = await rowsOf<
    Omit<DiffLine, 'beforeMinor' | 'afterMinor'> & { before: string | null; after: string | null }
  >(
    db,
    sql`select d.change, d.assignment_id::float8 as "assignmentId", s.reference, c.name as customer, p.name as package, n.number,
      d.kind, d.billing_on::text as "billingOn", d.period_from::text as "periodFrom", d.period_to::text as "periodTo",
      d.before::text as before, d.after::text as after, d.currency
      from (${await compared({ db, actor }, ask)}) d join customers c on c.id = d.customer_id join packages p on p.id = d.package_id
      join assignments s on s.id = d.assignment_id left join dids n on n.id = d.did_id
      where ${chosen(ask)} order by lower(c.name), c.id, lower(p.name), d.period_from, d.assignment_id, d.kind ${paged(ask)}`,
  )
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    beforeMinor: big(before),
    afterMinor: big(after),
  }))
}

/** The differences summed by package or by customer, per currency the largest first; one row more than a page where there is more. */
export async function listDiffGroups(
  { db, actor }: Within<'actor'>,
  ask: DiffAsk,
  by: 'package' | 'customer',
): Promise<DiffGroup[]> {
  const id = by === 'package' ? sql.raw('d.package_id') : sql.raw('d.customer_id')
  const table = by === 'package' ? sql.raw('packages') : sql.raw('customers')
  const rows = await rowsOf<
    Omit<DiffGroup, 'beforeMinor' | 'afterMinor'> & { before: string | null; after: string | null }
  >(
    db,
    sql`select ${id}::float8 as id, n.name, d.currency, count(*) filter (where d.change = 'new')::int as "newCount",
      count(*) filter (where d.change = 'gone')::int as "goneCount",
      count(*) filter (where d.change = 'changed')::int as "changedCount",
      sum(d.before)::text as before, sum(d.after)::text as after
      from (${await compared({ db, actor }, ask)}) d join ${table} n on n.id = ${id}
      where ${chosen(ask)} group by ${id}, n.name, d.currency
      order by d.currency, abs(coalesce(sum(d.after), 0) - coalesce(sum(d.before), 0)) desc, n.name, ${id} ${paged(ask)}`,
  )
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    beforeMinor: sure(before),
    afterMinor: sure(after),
  }))
}
