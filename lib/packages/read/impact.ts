/** What a change of terms does to whoever has the package, before it is saved. Admins only: it holds cost. */

import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { unnest } from '@/db/unnest'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { Terms, VersionScope } from '@/lib/billing/terms'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { everyVersionOf } from '@/lib/planning/terms'
import { type Followed, follower, type Monthly, monthlyMinor, withChange } from '../impact'
import {
  cancelledNumbers,
  type GroupChoice,
  heldFrom,
  keyed,
  type LoadedGroup,
  loadGroups,
} from './impact-groups'

/** Amounts of an average month. `committedMinor` is minimum spend, which usage may cover: it is in neither other sum. */
export type MonthlySums = { retailMinor: bigint; costMinor: bigint; committedMinor: bigint }

type AffectedCustomer = MonthlySums & {
  id: number
  name: string
  accountCode: string
  assignments: number
}

/** Sums of what follows, before and after, and from when. */
export type Figures = {
  assignments: number
  /** The first and last day on which an assignment comes under the new terms; null where none does. */
  firstOn: CalendarDate | null
  lastOn: CalendarDate | null
  /** Of those that follow, how many do so later because of a period that is charged, waived or marked as billed. */
  heldOff: number
  /** Assignments that follow no day of it: where the change would count, a later one decides. */
  overruled: number
  /** Days between the boundary and the first date of another rhythm that are not charged, all assignments together. */
  givenAway: { assignments: number; days: number }
  before: MonthlySums
  after: MonthlySums
}

export type Impact = Figures & {
  customers: number
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

type FollowedGroup = LoadedGroup & { followed: Followed }

/** The groups that follow, and how many assignments reach the change without ever counting it, by package. */
type Follows = { groups: FollowedGroup[]; overruled: Map<number, number>; choice: GroupChoice | null }

async function followedGroups(
  { db, today }: Within<'today'>,
  changes: readonly TermsChange[],
): Promise<Follows> {
  const [first] = changes
  const overruled = new Map<number, number>()
  if (!first) return { groups: [], overruled, choice: null }
  const packageIds = changes.map(change => change.packageId)
  const versions = await everyVersionOf(db, packageIds)
  const readers = new Map(
    changes.map(change => {
      const { packageId, terms, appliesTo } = change
      const known = versions.get(packageId) ?? []
      const next = { terms, appliesTo, effectiveOn: toDay(change.effectiveOn) }
      const changed = withChange(known, next, change.replacesVersion)
      return [packageId, follower(changed, minorExponent(change.currency))]
    }),
  )
  const { effectiveOn, appliesTo } = first
  const choice: GroupChoice = {
    ...{ packageIds, livesOn: effectiveOn, appliesTo, today },
    heldFrom: heldFrom(effectiveOn, versions.values(), today),
    cancelled: cancelledNumbers(versions.values()),
  }
  const groups: FollowedGroup[] = []
  for (const group of await loadGroups(db, choice)) {
    const followed = readers.get(group.packageId)?.(group) ?? null
    if (followed === 'overruled')
      overruled.set(group.packageId, (overruled.get(group.packageId) ?? 0) + group.count)
    else if (followed !== null) groups.push({ ...group, followed })
  }
  return { groups, overruled, choice }
}

function sumOf(groups: readonly FollowedGroup[], side: 'before' | 'after'): MonthlySums {
  const sum = (part: keyof Monthly) =>
    monthlyMinor(groups.reduce((all, g) => all + g.followed[side][part] * BigInt(g.count), 0n))
  return { retailMinor: sum('retail'), costMinor: sum('cost'), committedMinor: sum('committed') }
}

function countOf(groups: readonly FollowedGroup[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0)
}

function figuresOf(groups: readonly FollowedGroup[], overruled: number): Figures {
  const days = groups.map(group => group.followed.on)
  const dayOf = (pick: (a: Day, b: Day) => Day) =>
    days.length === 0 ? null : formatDay(days.reduce((a, b) => pick(a, b)))
  const given = groups.filter(group => group.followed.givenAway > 0)
  return {
    assignments: countOf(groups),
    firstOn: dayOf(Math.min),
    lastOn: dayOf(Math.max),
    heldOff: countOf(groups.filter(group => group.followed.isHeldOff)),
    overruled,
    givenAway: {
      assignments: countOf(given),
      days: given.reduce((sum, group) => sum + group.followed.givenAway * group.count, 0),
    },
    before: sumOf(groups, 'before'),
    after: sumOf(groups, 'after'),
  }
}

/**
 * How many follow one change of terms, what an average month of theirs brings and costs before and after, and who feels it
 * most. Amounts are those of whole periods, rounded as the runs round them, times the dates of an average month.
 */
export async function getImpact(
  { db, actor, today }: Within<'actor' | 'today'>,
  change: TermsChange,
): Promise<Impact> {
  requireAdmin(actor)
  const { groups, overruled, choice } = await followedGroups({ db, today }, [change])
  const { customers, most } = await mostAffected(db, choice, groups)
  return { ...figuresOf(groups, overruled.get(change.packageId) ?? 0), customers, most }
}

/** The figures of changes of many packages from one date on, by package. A package that nobody has is left out. */
export async function getFigures(
  { db, actor, today }: Within<'actor' | 'today'>,
  changes: readonly TermsChange[],
): Promise<Map<number, Figures>> {
  requireAdmin(actor)
  const { groups, overruled } = await followedGroups({ db, today }, changes)
  const byPackage = new Map<number, FollowedGroup[]>([...overruled.keys()].map(id => [id, []]))
  for (const group of groups) {
    const known = byPackage.get(group.packageId)
    if (known) known.push(group)
    else byPackage.set(group.packageId, [group])
  }
  return new Map([...byPackage].map(([id, own]) => [id, figuresOf(own, overruled.get(id) ?? 0)]))
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

async function mostAffected(db: Db, choice: GroupChoice | null, groups: readonly FollowedGroup[]) {
  if (choice === null || groups.length === 0) return { customers: 0, most: [] }
  const difference = (part: keyof Monthly) =>
    groups.map(({ followed }) => String(followed.after[part] - followed.before[part]))
  const rows = await rowsOf<AffectedRow>(
    db,
    sql`with alike as (
        select start_on, end_on, quantity, alike, retail::numeric as retail, cost::numeric as cost, committed::numeric as committed
        from ${unnest(
          ['int', groups.map(group => group.startOn)],
          ['int', groups.map(group => group.endOn ?? noEnd)],
          ['int', groups.map(group => group.quantity)],
          ['text', groups.map(group => group.alike)],
          ['text', difference('retail')],
          ['text', difference('cost')],
          ['text', difference('committed')],
        )} as g (start_on, end_on, quantity, alike, retail, cost, committed)
      )
      select c.id::float8 as id, c.name, c.account_code as "accountCode", count(*)::int as assignments,
        (count(*) over ())::int as customers, sum(g.retail)::text as retail, sum(g.cost)::text as cost, sum(g.committed)::text as committed
      from (${keyed(choice)}) as k
        join alike g on g.start_on = k.start_on and g.end_on = coalesce(k.end_on, ${noEnd}::int) and g.quantity = k.quantity and g.alike = k.alike
        join customers c on c.id = k.payer_id
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
