/**
 * Which terms and quantity an assignment has from when. A change takes effect on a boundary: the first day of a period, on or
 * after its own date and after everything that was charged without it. Rules: docs/billing.md, "Versions".
 */
import type { Day } from '../calendar-date'
import { type Rule, ruleNext, ruleOf } from './schedule'
import type { TermsVersion } from './terms'

/** `number` is its place among all changes in the order of typing; it never counts before `notBefore`. */
export type QuantityChange = { effectiveOn: Day; quantity: number; number: number; notBefore?: Day | null }

/** `[from, before)` under one version and quantity; `before` is null for the last one. */
export type Segment = {
  from: Day
  before: Day | null
  version: TermsVersion
  quantity: number
  rule: Rule
}

/**
 * A period with a live charge, or one that was waived or marked as billed. It holds the terms that it was planned under: the last
 * change that was known then is `changeNumber`.
 */
export type HeldPeriod = { opensOn: Day; before: Day; changeNumber: number }

export type Lifetime = {
  /** The day from which dates are counted: the start of service, also for an assignment that another customer began. */
  startOn: Day
  quantity: number
  quantityChanges: readonly QuantityChange[]
  /** Every version of the package, cancelled ones too, in order of their numbers; the first is in force from day 0. */
  versions: readonly TermsVersion[]
  /** What the ledger holds; null if it was not asked because no charge can be without a change. */
  held?: readonly HeldPeriod[] | null
  /** From which billing date on `held` is whole; a change that counted before stays where it counted. */
  heldFrom?: Day
  /** From which boundary changes counted when a run last looked, by change number. */
  counted?: ReadonlyMap<number, Day>
}

/** The version in force on a day: the latest by then, of one day the last in order; cancelled ones are left out. Null before the first. */
export function versionInForce(versions: readonly TermsVersion[], day: Day): TermsVersion | null {
  let found: TermsVersion | null = null
  for (const version of versions) {
    if (version.effectiveOn > day || version.cancelledNumber !== null) continue
    if (found === null || version.effectiveOn >= found.effectiveOn) found = version
  }
  return found
}

/** The version that an assignment starting on `startOn` begins with. Throws a RangeError if none is in force. */
export function startingVersion(versions: readonly TermsVersion[], startOn: Day): TermsVersion {
  const found = versionInForce(versions, startOn)
  if (found === null) throw new RangeError('the package has no terms in force on the start date')
  return found
}

/** A version, its cancellation, or a quantity; `earliest` is the first day on which it may count. */
type Change = {
  number: number
  effectiveOn: Day
  earliest: Day
  version?: TermsVersion
  cancels?: TermsVersion
  quantity?: number
}

/**
 * The first day on which a change may count: its own date, but after every period that is charged without it. While a charge stands
 * that was planned under it, it stays where it counted then, whatever was undone before that.
 */
function earliestOf(life: Lifetime, number: number, effectiveOn: Day): Day {
  const counted = life.counted?.get(number)
  if (life.held == null) return counted ?? effectiveOn
  if (counted !== undefined && counted < (life.heldFrom ?? 0)) return counted
  let earliest = effectiveOn
  for (const { opensOn, before, changeNumber } of life.held) {
    const isKnown = changeNumber >= number
    if (isKnown && counted !== undefined && opensOn >= counted) return counted
    // Known and held off by a later charge, it did not count for this one either.
    if (!isKnown || counted !== undefined) earliest = Math.max(earliest, opensOn + 1, before)
  }
  return earliest
}

/** A cancelled version counts only if a run took it for good: something was planned with it and before its cancellation. */
function neverCounted(life: Lifetime, version: TermsVersion): boolean {
  if (version.cancelledNumber === null || life.counted?.has(version.changeNumber)) return false
  const { changeNumber, cancelledNumber } = version
  return !life.held?.some(h => h.changeNumber >= changeNumber && h.changeNumber < cancelledNumber)
}

function changesOf(life: Lifetime, first: TermsVersion): Change[] {
  const changes: Change[] = []
  const add = (number: number, effectiveOn: Day, change: Pick<Change, 'version' | 'cancels'>) =>
    changes.push({ number, effectiveOn, earliest: earliestOf(life, number, effectiveOn), ...change })
  for (const version of life.versions) {
    // "New assignments only" goes by the start date, not by the day of typing.
    if (version === first || (version.appliesTo === 'new' && version.effectiveOn > life.startOn)) continue
    if (neverCounted(life, version)) continue
    add(version.changeNumber, version.effectiveOn, { version })
    if (version.cancelledNumber !== null)
      add(version.cancelledNumber, version.effectiveOn, { cancels: version })
  }
  for (const { number, effectiveOn, quantity, notBefore } of life.quantityChanges) {
    const earliest = Math.max(earliestOf(life, number, effectiveOn), notBefore ?? effectiveOn)
    changes.push({ number, effectiveOn, earliest, quantity })
  }
  return changes
}

/** True if `a` decides over `b` on a boundary that both have reached: the later date, then the one typed last. */
function decidesOver(a: Change, b: Change | null): boolean {
  return (
    b === null || a.effectiveOn > b.effectiveOn || (a.effectiveOn === b.effectiveOn && a.number > b.number)
  )
}

function inForce(arrived: readonly Change[], first: TermsVersion, quantity: number) {
  const cancelled = new Set(arrived.flatMap(change => (change.cancels ? [change.cancels] : [])))
  let version: Change | null = null
  let count: Change | null = null
  for (const change of arrived) {
    if (change.version && !cancelled.has(change.version) && decidesOver(change, version)) version = change
    if (change.quantity !== undefined && decidesOver(change, count)) count = change
  }
  return {
    version: version?.version ?? first,
    quantity: count?.quantity ?? quantity,
    deciding: [version, count],
  }
}

/**
 * The segments of a life, and by change number the boundary that each change reaches (`counted`) and the first one on which it
 * decides (`decides`): a change without a day there never counts.
 */
export type Layout = { segments: Segment[]; counted: Map<number, Day>; decides: Map<number, Day> }

/** Lays out a life from its start on, also past its end. Throws a RangeError if the package has no terms at the start. */
export function layoutOf(life: Lifetime): Layout {
  const counted = new Map<number, Day>()
  const decides = new Map<number, Day>()
  const first = life.versions.find(version => version.cancelledNumber === null)
  if (first === undefined || first.effectiveOn > life.startOn)
    throw new RangeError('the package has no terms in force on the start date')
  const segment = (from: Day, version: TermsVersion, quantity: number): Segment => ({
    ...{ from, before: null, version, quantity, rule: ruleOf(version.terms, life.startOn) },
  })
  if (life.versions.length === 1 && life.quantityChanges.length === 0)
    return { segments: [segment(life.startOn, first, life.quantity)], counted, decides }
  let waiting = changesOf(life, first)
  const arrived: Change[] = []
  const segments: Segment[] = []
  let boundary: Day | null = life.startOn
  // While a package is one-time, the dates of its last recurring terms stay the boundaries.
  let rule: Rule | null = null
  while (boundary !== null) {
    const day: Day = boundary
    for (const change of waiting.filter(one => one.earliest <= day)) {
      arrived.push(change)
      counted.set(change.number, day)
    }
    waiting = waiting.filter(change => change.earliest > day)
    const { version, quantity, deciding } = inForce(arrived, first, life.quantity)
    for (const change of deciding) {
      if (change !== null && !decides.has(change.number)) decides.set(change.number, day)
    }
    const last = segments.at(-1)
    if (last === undefined || last.version !== version || last.quantity !== quantity) {
      if (last !== undefined) last.before = day
      segments.push(segment(day, version, quantity))
      if (version.terms.frequency !== 'none') rule = ruleOf(version.terms, life.startOn)
    }
    boundary = nextBoundary(rule, waiting, day)
  }
  return { segments, counted, decides }
}

function nextBoundary(rule: Rule | null, waiting: readonly Change[], day: Day): Day | null {
  if (rule === null) return null
  let found: Day | null = null
  for (const { earliest } of waiting) {
    const next = ruleNext(rule, Math.max(earliest, day + 1))
    if (next !== null && (found === null || next < found)) found = next
  }
  return found
}

/** The segments of an assignment in order; they tile its life from the start on, also past its end. */
export function segmentsOf(life: Lifetime): Segment[] {
  return layoutOf(life).segments
}

/** The first boundary on or after `day` that lies after everything held; null for a package that has none any more. */
export function boundaryAfter(life: Lifetime, day: Day): Day | null {
  const { segments } = layoutOf(life)
  const held = life.held ?? []
  const after = held.reduce((latest, h) => Math.max(latest, h.opensOn + 1, h.before), day)
  if (after <= life.startOn) return life.startOn
  let rule: Rule | null = null
  for (const segment of segments) {
    if (segment.from >= after) return segment.from
    if (segment.rule.frequency !== 'none') rule = segment.rule
    const next = rule === null ? null : ruleNext(rule, after)
    if (next !== null && (segment.before === null || next <= segment.before)) return next
  }
  return null
}
