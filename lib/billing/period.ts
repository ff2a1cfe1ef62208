/**
 * The half-open periods that an assignment's charges pay for: the first stub, whole periods, and the one that its end cuts.
 * Rules: docs/billing.md, "Periods".
 */
import type { Day } from '../calendar-date'
import { ruleNext, rulePrevious } from './schedule'
import type { Segment } from './segment'

export type PeriodShape = 'first_stub' | 'whole' | 'cut'

export type Period = {
  /** `[from, to)`: what is written on the charge; never past the end of the assignment. */
  from: Day
  to: Day
  shape: PeriodShape
  /** The part of a full amount: days used over days of the undivided period, or the whole of it where a policy says full. */
  numerator: number
  denominator: number
  /** False where the first-period policy is skip. */
  isCharged: boolean
  /** The days that the period would have undivided: for a stub, of the period it is the end of. */
  wholeDays: number
}

function stubOf(segment: Segment, first: Day, endBefore: Day | null): Period {
  const policy = segment.version.terms.firstPeriod
  const to = endBefore !== null && endBefore < first ? endBefore : first
  const before = rulePrevious(segment.rule, first)
  if (before === null) throw new RangeError('a rule without a date before has no stub')
  const wholeDays = first - before
  const prorated = policy === 'prorate'
  return {
    from: segment.from,
    to,
    shape: 'first_stub',
    numerator: prorated ? to - segment.from : wholeDays,
    denominator: wholeDays,
    isCharged: policy !== 'skip',
    wholeDays,
  }
}

function periodOf(segment: Segment, from: Day, next: Day, endBefore: Day | null): Period {
  const wholeDays = next - from
  const isCut = endBefore !== null && endBefore < next
  const to = isCut ? endBefore : next
  const prorated = isCut && segment.version.terms.lastPeriod === 'prorate'
  return {
    from,
    to,
    shape: isCut ? 'cut' : 'whole',
    numerator: prorated ? to - from : wholeDays,
    denominator: wholeDays,
    isCharged: true,
    wholeDays,
  }
}

/**
 * The periods of one segment that end after `after`, in order, up to the segment's or the assignment's end. They tile
 * without gap or overlap. A segment of frequency none has none. Without an end it does not stop: the caller does.
 */
export function* periodsOf(segment: Segment, endBefore: Day | null, after: Day): Generator<Period, void> {
  const { rule } = segment
  if (rule.frequency === 'none') return
  const stop = Math.min(segment.before ?? Number.POSITIVE_INFINITY, endBefore ?? Number.POSITIVE_INFINITY)
  if (segment.from >= stop) return
  let from = ruleNext(rule, segment.from)
  if (from === null) return
  if (from > segment.from && after < from) {
    const stub = stubOf(segment, from, endBefore)
    if (stub.to > after) yield stub
  }
  if (from < after) {
    // The period that holds `after`: no need to walk there from the start.
    const holding = rulePrevious(rule, after + 1)
    if (holding !== null && holding > from) from = holding
  }
  while (from < stop) {
    const next = ruleNext(rule, from + 1)
    if (next === null) return
    const period = periodOf(segment, from, next, endBefore)
    if (period.to > after) yield period
    from = next
  }
}
