/** What a change of terms does to whoever has the package, before it is saved. Admins only: it holds cost. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { array, unnest } from '@/db/unnest'
import { type Actor, requireAdmin } from '../../actor'
import type { Terms, VersionScope } from '../../billing/terms'
import { type CalendarDate, type Day, formatDay, toDay } from '../../calendar-date'
import { minorExponent } from '../../currency'
import { termsVersionsOf } from '../queries'
import { type Followed, follower, type Group, type Monthly, monthlyMinor, withChange } from './following'

/** Amounts of an average month. `committedMinor` is minimum spend, which usage may cover: it is in neither other sum. */
export type MonthlySums = { retailMinor: bigint; costMinor: bigint; committedMinor: bigint }

export type AffectedCustomer = MonthlySums & {
  id: number
  name: string
  accountCode: string
  assignments: number
}

/** Sums of what follows, before and after. */
export type Figures = { assignments: number; before: MonthlySums; after: MonthlySums }

export type Impact = Figures & {
  customers: number
  /** The first and last day on which an assignment comes under the new terms; null where none does. */
  firstOn: CalendarDate | null
  lastOn: CalendarDate | null
  /** The ten customers whose month changes most, with the change. */
  most: AffectedCustomer[]
}

/** New terms of one package, from when and for whom; `replacesVersion` is the scheduled version whose place they take. */
export type TermsChange = {
  packageId: number
  currency: string
  terms: Terms
  effectiveOn: CalendarDate
  appliesTo: VersionScope
  replacesVersion: number | null
}

/** The changes of quantity of these packages' assignments, as text: part of what makes assignments alike. */
function changesOf(packageIds: readonly number[]): SQL {
  return sql`select q.assignment_id, string_agg((q.effective_on - date '1970-01-01') || ':' || q.quantity || ':' || q.number, ',' order by q.number) as changes
    from assignment_quantities q join assignments a on a.id = q.assignment_id
    where a.package_id = any(${array('bigint', packageIds)}) group by q.assignment_id`
}

type GroupRow = Omit<Group, 'quantityChanges'> & { changes: string }

/** Assignments that live on `effectiveOn` or later, in groups of equals; of those that start by then only where asked. */
async function loadGroups(
  db: Db,
  packageIds: readonly number[],
  effectiveOn: CalendarDate,
  appliesTo: VersionScope,
): Promise<(Group & { changes: string })[]> {
  const rows = await rowsOf<GroupRow>(
    db,
    sql`with changed as (${changesOf(packageIds)})
      select a.package_id::float8 as "packageId", (coalesce(a.anchor_on, a.start_on) - date '1970-01-01') as "startOn", (a.end_on - date '1970-01-01') as "endOn",
        a.quantity, coalesce(q.changes, '') as changes, count(*)::int as count
      from assignments a left join changed q on q.assignment_id = coalesce(a.root_id, a.id)
      where a.package_id = any(${array('bigint', packageIds)}) and (a.end_on is null or a.end_on >= ${effectiveOn}::date)
        ${appliesTo === 'new' ? sql`and coalesce(a.anchor_on, a.start_on) >= ${effectiveOn}::date` : sql``}
      group by a.package_id, coalesce(a.anchor_on, a.start_on), a.end_on, a.quantity, q.changes`,
  )
  return rows.map(row => ({ ...row, quantityChanges: quantityChangesIn(row.changes) }))
}

function quantityChangesIn(changes: string): Group['quantityChanges'] {
  if (changes === '') return []
  return changes.split(',').map(change => {
    const [effectiveOn, quantity, number] = change.split(':').map(Number)
    return { effectiveOn: effectiveOn ?? 0, quantity: quantity ?? 1, number: number ?? 0 }
  })
}

type FollowedGroup = Group & { changes: string; followed: Followed }

async function followedGroups(db: Db, changes: readonly TermsChange[]): Promise<FollowedGroup[]> {
  const [first] = changes
  if (!first) return []
  const ids = changes.map(change => change.packageId)
  const versions = await termsVersionsOf(db, ids)
  const readers = new Map(
    changes.map(change => {
      const { packageId, terms, appliesTo } = change
      const known = versions.get(packageId) ?? []
      const next = { terms, appliesTo, effectiveOn: toDay(change.effectiveOn) }
      const changed = withChange(known, next, change.replacesVersion)
      return [packageId, follower(changed, minorExponent(change.currency))]
    }),
  )
  const groups = await loadGroups(db, ids, first.effectiveOn, first.appliesTo)
  return groups.flatMap(group => {
    const followed = readers.get(group.packageId)?.(group)
    return followed ? [{ ...group, followed }] : []
  })
}

function sumOf(groups: readonly FollowedGroup[], side: 'before' | 'after'): MonthlySums {
  const sum = (part: keyof Monthly) =>
    monthlyMinor(groups.reduce((all, g) => all + g.followed[side][part] * BigInt(g.count), 0n))
  return { retailMinor: sum('retail'), costMinor: sum('cost'), committedMinor: sum('committed') }
}

function figuresOf(groups: readonly FollowedGroup[]): Figures {
  return {
    assignments: groups.reduce((sum, group) => sum + group.count, 0),
    before: sumOf(groups, 'before'),
    after: sumOf(groups, 'after'),
  }
}

/**
 * How many follow one change of terms, what an average month of theirs brings and costs before and after, and who feels it
 * most. Amounts are those of whole periods, rounded as the runs round them, times the dates of an average month.
 */
export async function getImpact(db: Db, actor: Actor, change: TermsChange): Promise<Impact> {
  requireAdmin(actor)
  const groups = await followedGroups(db, [change])
  const days = groups.map(group => group.followed.on)
  const dayOf = (pick: (a: Day, b: Day) => Day) =>
    days.length === 0 ? null : formatDay(days.reduce((a, b) => pick(a, b)))
  const { customers, most } = await mostAffected(db, change.packageId, groups)
  return {
    ...figuresOf(groups),
    customers,
    firstOn: dayOf(Math.min),
    lastOn: dayOf(Math.max),
    most,
  }
}

/** The figures of changes of many packages from one date on, by package. A package that nobody has is left out. */
export async function getFigures(
  db: Db,
  actor: Actor,
  changes: readonly TermsChange[],
): Promise<Map<number, Figures>> {
  requireAdmin(actor)
  const byPackage = new Map<number, FollowedGroup[]>()
  for (const group of await followedGroups(db, changes)) {
    const groups = byPackage.get(group.packageId)
    if (groups) groups.push(group)
    else byPackage.set(group.packageId, [group])
  }
  return new Map([...byPackage].map(([id, groups]) => [id, figuresOf(groups)]))
}

type AffectedRow = {
  id: number
  name: string
  accountCode: string
  assignments: number
  customers: number
  retail: string
  cost: string
  committed: string
}

async function mostAffected(db: Db, packageId: number, groups: readonly FollowedGroup[]) {
  if (groups.length === 0) return { customers: 0, most: [] }
  const difference = (part: keyof Monthly) =>
    groups.map(({ followed }) => String(followed.after[part] - followed.before[part]))
  const rows = await rowsOf<AffectedRow>(
    db,
    sql`with changed as (${changesOf([packageId])}), alike as (
        select start_on, end_on, quantity, changes, retail::numeric as retail, cost::numeric as cost, committed::numeric as committed
        from ${unnest(
          ['int', groups.map(group => group.startOn)],
          ['int', groups.map(group => group.endOn ?? noEnd)],
          ['int', groups.map(group => group.quantity)],
          ['text', groups.map(group => group.changes)],
          ['text', difference('retail')],
          ['text', difference('cost')],
          ['text', difference('committed')],
        )} as g (start_on, end_on, quantity, changes, retail, cost, committed)
      )
      select c.id::float8 as id, c.name, c.account_code as "accountCode", count(*)::int as assignments,
        (count(*) over ())::int as customers, sum(g.retail)::text as retail, sum(g.cost)::text as cost, sum(g.committed)::text as committed
      from assignments a left join changed q on q.assignment_id = coalesce(a.root_id, a.id)
        join alike g on g.start_on = a.start_on - date '1970-01-01' and g.end_on = coalesce(a.end_on - date '1970-01-01', ${noEnd}::int)
          and g.quantity = a.quantity and g.changes = coalesce(q.changes, '')
        join customers c on c.id = a.payer_id
      where a.package_id = ${packageId}
      group by c.id order by abs(sum(g.retail + g.committed)) desc, abs(sum(g.cost)) desc, c.id limit 10`,
  )
  const most = rows.map(({ id, name, accountCode, assignments, retail, cost, committed }) => ({
    id,
    name,
    accountCode,
    assignments,
    retailMinor: monthlyMinor(BigInt(retail)),
    costMinor: monthlyMinor(BigInt(cost)),
    committedMinor: monthlyMinor(BigInt(committed)),
  }))
  return { customers: rows[0]?.customers ?? 0, most }
}

/** Beyond every day of the calendar: an assignment without an end. */
const noEnd = 3_000_000
