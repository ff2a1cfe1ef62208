/** Who follows a change of terms, and what it changes in an average month: the engine's own boundaries, amounts and pace. Pure. */
import { type Pace, paceOf } from '@/lib/billing/dates-per-month'
import { ruleNext } from '@/lib/billing/schedule'
import {
  type HeldPeriod,
  type Layout,
  layoutOf,
  type QuantityChange,
  type Segment,
} from '@/lib/billing/segment'
import type { TermsVersion, VersionScope } from '@/lib/billing/terms'
import type { Day } from '@/lib/calendar-date'
import { divideRounded, lineMinor, whole } from '@/lib/money'

/** Assignments of one package that are alike in everything their charges depend on. */
export type Group = {
  packageId: number
  startOn: Day
  /** The last day of service, or null. */
  endOn: Day | null
  /** Of a part of a moved number: the periods that open in `[billsFrom, billsBefore)` are its own. */
  billsFrom: Day | null
  billsBefore: Day | null
  quantity: number
  quantityChanges: QuantityChange[]
  /** The last period that is charged, waived or marked under each change. */
  held: HeldPeriod[]
  /** Where changes counted when a run last looked; they stay there. */
  counted: ReadonlyMap<number, Day>
  count: number
}

/** Versions without and with the change; `changed` is the new one, which is in `after` only. */
export type ChangedTerms = {
  before: readonly TermsVersion[]
  after: readonly TermsVersion[]
  changed: TermsVersion
}

/** An average month of one assignment, in minor units times `monthScale`: nothing is rounded before all are added up. */
export type Monthly = { retail: bigint; cost: bigint; committed: bigint }

const monthScale = 1_000_000_000n
const nothing: Monthly = { retail: 0n, cost: 0n, committed: 0n }

/** A sum of months in minor units, rounded once. */
export function monthlyMinor(scaled: bigint): bigint {
  return divideRounded(scaled, monthScale)
}

/** What the change does to one assignment of a group, and from which day. */
export type Followed = {
  on: Day
  before: Monthly
  after: Monthly
  /** True if it would count earlier, were nothing charged, waived or marked ahead. */
  isHeldOff: boolean
  /** Days between the boundary and the first date of the new schedule that the first-period policy does not charge. */
  givenAway: number
}

/** The versions with the change among them: in the place of a scheduled one, where it takes one. */
export function withChange(
  versions: readonly TermsVersion[],
  change: Pick<TermsVersion, 'effectiveOn' | 'appliesTo' | 'terms'>,
  replacesId: number | null,
): ChangedTerms {
  // Typed now, after everything else; what it replaces is called off just before.
  const changeNumber = Number.MAX_SAFE_INTEGER
  const changed = {
    ...change,
    id: 0,
    number: Math.max(0, ...versions.map(v => v.number)) + 1,
    changeNumber,
    cancelledNumber: null,
  }
  const kept = versions.map(v => (v.id === replacesId ? { ...v, cancelledNumber: changeNumber - 1 } : v))
  return { before: versions, after: [...kept, changed], changed }
}

/** True where an assignment that starts then can follow at all; SQL narrows by the same rule. */
export function mayFollow(scope: VersionScope, effectiveOn: Day, startOn: Day): boolean {
  return scope === 'all' || startOn >= effectiveOn
}

/** Where the changes of a group count under these versions. */
export function layoutOfGroup(group: Group, versions: readonly TermsVersion[]): Layout {
  const { startOn, quantity, quantityChanges, held, counted } = group
  const life = { startOn, quantity, quantityChanges, held, counted, versions }
  return layoutOf({ ...life, heldFrom: Number.POSITIVE_INFINITY })
}

/** True if a period that opens on the day is the group's own: of its part of a moved number, and within its life. */
export function isOwnDay({ endOn, billsBefore }: Group, day: Day): boolean {
  return (endOn === null || day <= endOn) && (billsBefore === null || day < billsBefore)
}

/** The first segment under the version that has a period of the group's own, and its first day there. */
function segmentUnder(group: Group, { segments }: Layout, version: TermsVersion) {
  const begins = group.billsFrom ?? group.startOn
  const segment = segments.find(s => s.version === version && (s.before === null || s.before > begins))
  if (segment === undefined) return null
  const on = Math.max(segment.from, begins)
  return isOwnDay(group, on) ? { segment, on } : null
}

/** Days of a first stub at a change of rhythm that are not charged; zero for an assignment that begins with these terms. */
function givenAwayIn(group: Group, segment: Segment, on: Day): number {
  if (segment.version.terms.firstPeriod !== 'skip' || segment.rule.frequency === 'none') return 0
  if (segment.from === group.startOn || on !== segment.from) return 0
  const first = ruleNext(segment.rule, segment.from) ?? segment.from
  return (group.endOn === null ? first : Math.min(first, group.endOn + 1)) - segment.from
}

/** True if the change is reached and never decides. An assignment that begins under a later one follows no change. */
function isOverruled(group: Group, { counted, decides }: Layout, { changeNumber }: TermsVersion): boolean {
  const reached = counted.get(changeNumber)
  if (reached === undefined || reached <= group.startOn || decides.has(changeNumber)) return false
  return isOwnDay(group, Math.max(reached, group.billsFrom ?? reached))
}

/** An average month under a segment, which remembers the pace of each version: many groups share one. */
function monthReader(exponent: number) {
  const paces = new Map<string, Pace | null>()
  const pace = (segment: Segment, startOn: Day) => {
    const { terms, id } = segment.version
    // Only every N is counted from the start.
    const key = `${id}:${terms.every > 1 ? startOn : 0}`
    const known = paces.get(key)
    if (known !== undefined) return known
    const found = paceOf(terms, startOn)
    paces.set(key, found)
    return found
  }
  return (segment: Segment | undefined, startOn: Day): Monthly => {
    const counted = segment && pace(segment, startOn)
    if (!segment || !counted) return nothing
    const { terms } = segment.version
    const amount = (micro: number) =>
      (lineMinor(micro, segment.quantity, whole, exponent) * BigInt(counted.dates) * monthScale) /
      BigInt(counted.months)
    const retail = amount(terms.retailMicro)
    const cost = amount(terms.costMicro)
    return terms.minimumSpend ? { retail: 0n, cost, committed: retail } : { retail, cost, committed: 0n }
  }
}

/**
 * A reader of groups. Null if a group never reaches the change: it ends before its boundary, or keeps its terms; `overruled`
 * where it does, and a later change decides from there on.
 */
export function follower({ before, after, changed }: ChangedTerms, exponent: number) {
  const monthOf = monthReader(exponent)
  return (group: Group): Followed | 'overruled' | null => {
    const { startOn } = group
    if (!mayFollow(changed.appliesTo, changed.effectiveOn, startOn)) return null
    const layout = layoutOfGroup(group, after)
    const found = segmentUnder(group, layout, changed)
    if (!found) return isOverruled(group, layout, changed) ? 'overruled' : null
    const { segment, on } = found
    const was = layoutOfGroup(group, before).segments.findLast(s => s.from <= on)
    const free = group.held.length > 0 && layoutOfGroup({ ...group, held: [] }, after)
    const freeOn = free ? free.counted.get(changed.changeNumber) : undefined
    return {
      on,
      before: monthOf(was, startOn),
      after: monthOf(segment, startOn),
      isHeldOff: freeOn !== undefined && freeOn < (layout.counted.get(changed.changeNumber) ?? on),
      givenAway: givenAwayIn(group, segment, on),
    }
  }
}
