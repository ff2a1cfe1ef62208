/** Who follows a change of terms, and what it changes in an average month: the engine's own boundaries, amounts and pace. Pure. */
import { type Pace, paceOf } from '../../billing/pace'
import { type QuantityChange, type Segment, segmentsOf } from '../../billing/segment'
import type { TermsVersion, VersionScope } from '../../billing/terms'
import type { Day } from '../../calendar-date'
import { divideRounded, lineMinor } from '../../money'

/** Assignments of one package that are alike in everything their charges depend on. */
export type Group = {
  packageId: number
  startOn: Day
  /** The last day of service, or null. */
  endOn: Day | null
  quantity: number
  quantityChanges: QuantityChange[]
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

export const monthScale = 1_000_000_000n
const nothing: Monthly = { retail: 0n, cost: 0n, committed: 0n }

/** A sum of months in minor units, rounded once. */
export function monthlyMinor(scaled: bigint): bigint {
  return divideRounded(scaled, monthScale)
}

/** What the change does to one assignment of a group, and from which day. */
export type Followed = { on: Day; before: Monthly; after: Monthly }

/** The versions with the change among them: in the place of a scheduled one, where it takes one. */
export function withChange(
  versions: readonly TermsVersion[],
  change: Pick<TermsVersion, 'effectiveOn' | 'appliesTo' | 'terms'>,
  replacesId: number | null,
): ChangedTerms {
  const changed = {
    ...change,
    id: 0,
    number: Math.max(0, ...versions.map(v => v.number)) + 1,
    // Typed now, after everything else.
    changeNumber: Number.MAX_SAFE_INTEGER,
    cancelledNumber: null,
  }
  return {
    before: versions,
    after: [...versions.filter(v => v.id !== replacesId), changed],
    changed,
  }
}

/** True where an assignment that starts then can follow at all; SQL narrows by the same rule. */
export function mayFollow(scope: VersionScope, effectiveOn: Day, startOn: Day): boolean {
  return scope === 'all' || startOn >= effectiveOn
}

/** A reader of groups, which remembers the pace of each version: many groups share one. */
export function follower({ before, after, changed }: ChangedTerms, exponent: number) {
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
  const monthOf = (segment: Segment | undefined, startOn: Day): Monthly => {
    const counted = segment && pace(segment, startOn)
    if (!segment || !counted) return nothing
    const { terms } = segment.version
    const amount = (micro: number) =>
      (lineMinor(micro, segment.quantity, 1, 1, exponent) * BigInt(counted.dates) * monthScale) /
      BigInt(counted.months)
    const retail = amount(terms.retailMicro)
    const cost = amount(terms.costMicro)
    return terms.minimumSpend ? { retail: 0n, cost, committed: retail } : { retail, cost, committed: 0n }
  }
  /** Null where the group never comes under the change: it ends before its boundary, or keeps its terms. */
  return ({ startOn, endOn, quantity, quantityChanges }: Group): Followed | null => {
    if (!mayFollow(changed.appliesTo, changed.effectiveOn, startOn)) return null
    const life = { startOn, quantity, quantityChanges }
    const segment = segmentsOf({ ...life, versions: after }).find(s => s.version === changed)
    if (!segment || (endOn !== null && segment.from > endOn)) return null
    const was = segmentsOf({ ...life, versions: before }).findLast(s => s.from <= segment.from)
    return { on: segment.from, before: monthOf(was, startOn), after: monthOf(segment, startOn) }
  }
}
