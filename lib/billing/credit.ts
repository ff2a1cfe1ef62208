/**
 * Credits: what comes back where an assignment was ended after a period had been charged. Rules: docs/billing.md, "Credits".
 */
import type { Day } from '../calendar-date'
import { lineMinor } from '../money'
import type { AssignmentFacts, Line, PostedCharge } from './line'
import { type Period, periodsOf } from './period'
import { type Segment, segmentsOf } from './segment'

function periodAt(segments: readonly Segment[], endBefore: Day | null, from: Day): [Segment, Period] | null {
  for (const segment of segments) {
    for (const period of periodsOf(segment, endBefore, from)) {
      if (period.from === from) return [segment, period]
      if (period.from > from) break
    }
  }
  return null
}

/**
 * The credits that an end calls for: for each posted charge that reaches past it, posted minus what the policies leave
 * (nothing where the period opens after the end), dated the later of the end + 1 and the day the end was entered.
 */
export function creditsOf(facts: AssignmentFacts, segments: readonly Segment[]): Line[] {
  const { endBefore } = facts
  if (endBefore === null || facts.posted.length === 0) return []
  const credits: Line[] = []
  for (const posted of facts.posted) {
    if (posted.periodTo <= endBefore) continue
    const whole = periodAt(segments, null, posted.periodFrom)
    if (whole === null) continue
    const [segment, undivided] = whole
    const left =
      posted.periodFrom < endBefore ? periodAt(segments, endBefore, posted.periodFrom)?.[1] : undefined
    const due = (unit: number) =>
      left === undefined
        ? 0n
        : lineMinor(unit, posted.quantity, left.numerator, left.denominator, facts.currencyExponent)
    const retailMinor = due(posted.unitRetailMicro) - posted.retailMinor
    const costMinor = due(posted.unitCostMicro) - posted.costMinor
    if (retailMinor >= 0n && costMinor >= 0n) continue
    const from = Math.max(endBefore, posted.periodFrom)
    credits.push({
      assignmentId: facts.id,
      kind: 'credit',
      billingOn: Math.max(endBefore, facts.endedOn ?? endBefore),
      periodFrom: from,
      periodTo: posted.periodTo,
      shape: 'cut',
      version: facts.versions.find(v => v.id === posted.versionId) ?? segment.version,
      quantity: posted.quantity,
      unitRetailMicro: posted.unitRetailMicro,
      unitCostMicro: posted.unitCostMicro,
      numerator: posted.periodTo - from,
      denominator: undivided.wholeDays,
      spendMicro: null,
      retailMinor,
      costMinor,
      setupWaived: false,
      skip: null,
    })
  }
  return credits
}

/** A live credit, as it was posted: the days that it gave back, and its amounts, which are negative. */
export type PostedCredit = { periodFrom: Day; periodTo: Day; retailMinor: bigint; costMinor: bigint }

/**
 * Posted charges less what was credited of them: each pays for its days up to the credited ones. 30.00 for November, of which
 * 5.00 came back for 26 to 30 November, is 25.00 for 1 to 25 November. The others stay as they are.
 */
export function lessCredited(
  posted: readonly PostedCharge[],
  credits: readonly PostedCredit[],
): PostedCharge[] {
  return posted.map(charge => {
    const credit = credits.find(
      ({ periodFrom, periodTo }) => periodTo === charge.periodTo && periodFrom >= charge.periodFrom,
    )
    if (credit === undefined) return charge
    return {
      ...charge,
      periodTo: credit.periodFrom,
      retailMinor: charge.retailMinor + credit.retailMinor,
      costMinor: charge.costMinor + credit.costMinor,
    }
  })
}

/**
 * The first days of the recurring periods that reach past an assignment's end and opened on or before `lookedThrough`: what
 * may have been charged before the end was known.
 */
export function chargedPastEnd(facts: AssignmentFacts, lookedThrough: Day): Day[] {
  const { endBefore } = facts
  if (endBefore === null) return []
  const days: Day[] = []
  for (const segment of segmentsOf(facts)) {
    if (segment.version.terms.minimumSpend) continue
    for (const period of periodsOf(segment, null, endBefore)) {
      if (period.from > lookedThrough) break
      days.push(period.from)
    }
  }
  return days
}
