/**
 * Settled afterwards: what is due now of a period that was posted before its end was typed, moved or taken away, less what its live
 * lines come to. Rules: docs/billing.md, "Settled afterwards".
 */
import type { Day } from '../calendar-date'
import { lineMinor } from '../money'
import type { AssignmentFacts, EndChange, Line, PostedPeriod } from './line'
import { type Period, periodsOf } from './period'
import type { Segment } from './segment'
import type { TermsVersion } from './terms'

/** The period of some segments that opens on a day, as the policies of `version` cut it; null if there is none. */
function periodAt(
  segments: readonly Segment[],
  version: TermsVersion | undefined,
  endBefore: Day | null,
  day: Day,
): Period | null {
  for (const segment of segments) {
    if (segment.from > day || (segment.before !== null && segment.before <= day)) continue
    for (const period of periodsOf({ ...segment, version: version ?? segment.version }, endBefore, day)) {
      if (period.from === day) return period
      if (period.from > day) break
    }
  }
  return null
}

const forever = Number.POSITIVE_INFINITY

/** The days of `[from, to)` on which service differs between two ends; null for none. */
function daysBetween(a: Day | null, b: Day | null, from: Day, to: Day): { from: Day; to: Day } | null {
  const [first, last] = [Math.min(a ?? forever, b ?? forever), Math.max(a ?? forever, b ?? forever)]
  const days = { from: Math.max(first, from), to: Math.min(last, to) }
  return days.from < days.to ? days : null
}

/** The end that was known when the change `number` was the last one. */
function endAt(ends: readonly EndChange[], number: number): Day | null {
  return ends.findLast(end => end.number <= number)?.endBefore ?? null
}

/** The day of typing of the last end that changes a day of `[from, to)`; null if none does. */
function typedOn(ends: readonly EndChange[], from: Day, to: Day): Day | null {
  const found = ends.findLastIndex(
    (end, i) => daysBetween(end.endBefore, ends[i - 1]?.endBefore ?? null, from, to) !== null,
  )
  return ends[found]?.typedOn ?? null
}

/** The days that a settlement is about: changed since the last line, else since the charge, else all of the period. */
function changedDays(facts: AssignmentFacts, posted: PostedPeriod, to: Day): { from: Day; to: Day } {
  const { lines, opensOn } = posted
  for (const line of [lines.at(-1), lines[0]]) {
    const changed = line && daysBetween(endAt(facts.ends, line.changeNumber), facts.endBefore, opensOn, to)
    if (changed) return changed
  }
  return { from: opensOn, to }
}

function settlementOf(
  facts: AssignmentFacts,
  segments: readonly Segment[],
  posted: PostedPeriod,
): Line | null {
  const { opensOn, quantity } = posted
  const at = segments.findLast(segment => segment.from <= opensOn)
  const version = facts.versions.find(v => v.id === posted.versionId) ?? at?.version
  const whole = periodAt(segments, version, null, opensOn)
  if (whole === null || version === undefined) return null
  const isOver = facts.endBefore !== null && opensOn >= facts.endBefore
  const left = isOver ? null : periodAt(segments, version, facts.endBefore, opensOn)
  const due = (unit: number) => (left === null ? 0n : lineMinor(unit, quantity, left, facts.currencyExponent))
  const sum = (amount: 'retailMinor' | 'costMinor') =>
    posted.lines.reduce((total, line) => total + line[amount], 0n)
  const retailMinor = due(posted.unitRetailMicro) - sum('retailMinor')
  const cost = due(posted.unitCostMicro) - sum('costMinor')
  if (retailMinor === 0n && cost === 0n) return null
  const isCredit = retailMinor === 0n ? cost < 0n : retailMinor < 0n
  // Retail decides the sign of a line; a cost of the other sign can only come from rounding and stays where it is.
  const costMinor = cost < 0n === isCredit ? cost : 0n
  const days = changedDays(facts, posted, whole.to)
  return {
    assignmentId: facts.id,
    kind: isCredit ? 'credit' : 'recurring',
    billingOn: Math.max(days.from, typedOn(facts.ends, opensOn, whole.to) ?? days.from),
    periodFrom: days.from,
    periodTo: days.to,
    opensOn,
    settlement: posted.nextSettlement,
    shape: 'cut',
    version,
    quantity,
    unitRetailMicro: posted.unitRetailMicro,
    unitCostMicro: posted.unitCostMicro,
    numerator: days.to - days.from,
    denominator: whole.wholeDays,
    spendMicro: null,
    retailMinor,
    costMinor,
    setupWaived: false,
    settles: posted,
    skip: null,
  }
}

/**
 * What an end that was typed after posting calls for: one line for each posted period whose live lines do not add up to what is due
 * of it now. A credit below zero, a recurring line above. Waived periods, minimum spend, set-up and one-time have none.
 */
export function settlementsOf(facts: AssignmentFacts, segments: readonly Segment[]): Line[] {
  if (facts.posted.length === 0 || facts.ends.length === 0) return []
  return facts.posted.flatMap(posted => settlementOf(facts, segments, posted) ?? [])
}
