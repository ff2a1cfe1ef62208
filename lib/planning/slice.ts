/** How much of a parcel is worked off at once: a batch is cut by the lines that are due, and one customer by billing dates. Pure. */
import { paceOf } from '@/lib/billing/dates-per-month'
import type { TermsVersion } from '@/lib/billing/terms'
import type { Day } from '@/lib/calendar-date'
import type { RunAssignment } from './load'

/** More lines of one customer than this are worked off in slices of billing dates, oldest first, one commit a slice. */
export const linesOfOne = 2_000

/** What is left of a parcel. `fromOn` and `availableMinor` are of its first payer, if that one is worked off in slices. */
export type Parcel = { payerIds: readonly number[]; fromOn: Day | null; availableMinor: bigint | null }

export type Slice = {
  /** Who is worked off now, and through which date. */
  payerIds: readonly number[]
  through: Day
  rest: Parcel | null
}

const daysInMonth = 30.436875

/** Lines a day of each version, worked out once a batch. */
type Paces = Map<TermsVersion, number>

function paceOfVersion(paces: Paces, version: TermsVersion, startOn: Day): number {
  const known = paces.get(version)
  if (known !== undefined) return known
  const pace = paceOf(version.terms, startOn)
  const daily = pace ? pace.dates / (pace.months * daysInMonth) : 0
  paces.set(version, daily)
  return daily
}

/** About how many lines an assignment has that are dated in `[from, through]`: enough to cut work by, for nothing else. */
function linesThrough(paces: Paces, assignment: RunAssignment, from: Day, through: Day): number {
  const first = Math.max(from, assignment.dueFrom)
  const last = Math.min(through, assignment.endBefore ?? through)
  if (last < first) return 0
  let most = 0
  for (const version of assignment.versions)
    most = Math.max(most, paceOfVersion(paces, version, assignment.startOn))
  return 1 + (last - first) * most
}

/** The latest date through which `counted` is at most `most`; at least the first on which something is due. */
function lastWithin(counted: (through: Day) => number, most: number, first: Day, through: Day): Day {
  let low = first
  let high = through
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (counted(middle) <= most) low = middle
    else high = middle - 1
  }
  return low
}

/** Takes as many payers of a parcel as have `linesAtOnce` lines due together, or the first of them in slices of dates. */
export function sliceOf(
  parcel: Parcel,
  due: readonly RunAssignment[],
  through: Day,
  linesAtOnce: number,
): Slice {
  const [first] = parcel.payerIds
  if (first === undefined) return { payerIds: parcel.payerIds, through, rest: null }
  const paces: Paces = new Map()
  const from = parcel.fromOn ?? Number.NEGATIVE_INFINITY
  const counted = (assignments: readonly RunAssignment[], end: Day) =>
    assignments.reduce((sum, a) => sum + linesThrough(paces, a, from, end), 0)
  const byPayer = new Map<number, RunAssignment[]>()
  for (const assignment of due) {
    const own = byPayer.get(assignment.payerId)
    if (own) own.push(assignment)
    else byPayer.set(assignment.payerId, [assignment])
  }
  const own = byPayer.get(first) ?? []
  let count = counted(own, through)
  const mostOfOne = Math.min(linesOfOne, linesAtOnce)
  if (count > mostOfOne) {
    const begins = own.reduce((day, a) => Math.min(day, Math.max(from, a.dueFrom)), through)
    const end = lastWithin(day => counted(own, day), mostOfOne, begins, through)
    const rest = { payerIds: parcel.payerIds, fromOn: end + 1, availableMinor: null }
    if (end < through) return { payerIds: [first], through: end, rest }
  }
  const taken = [first]
  for (const payerId of parcel.payerIds.slice(1)) {
    count += counted(byPayer.get(payerId) ?? [], through)
    if (count > linesAtOnce) break
    taken.push(payerId)
  }
  const left = parcel.payerIds.slice(taken.length)
  const rest = left.length === 0 ? null : { payerIds: left, fromOn: null, availableMinor: null }
  return { payerIds: taken, through, rest }
}
