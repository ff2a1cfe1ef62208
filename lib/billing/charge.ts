/**
 * The lines of one assignment: what should be charged on which date, for which period and why. Pure; the run, the
 * simulation, the forms' previews and the forecasts all take their lines from here. Rules: docs/billing.md.
 */
import type { Day } from '../calendar-date'
import { lineMinor, maxAmountMinor, whole } from '../money'
import { type AssignmentFacts, type Line, mayBeWaived, type SpendIn, waiverKey } from './line'
import { topUpMinor } from './minimum-spend'
import { type Period, periodsOf } from './period'
import { type Segment, segmentsOf } from './segment'
import { settlementsOf } from './settlement'
import type { PlannedKind, SkipReason } from './terms'

export const noSpend: SpendIn = () => 0n

const kindOrder: Record<PlannedKind, number> = {
  setup: 0,
  one_time: 1,
  recurring: 2,
  minimum_spend: 3,
  credit: 4,
}

/** Date first, then assignment, kind and period: the order in which lines are charged. */
export function compareLines(a: Line, b: Line): number {
  return (
    a.billingOn - b.billingOn ||
    a.assignmentId - b.assignmentId ||
    kindOrder[a.kind] - kindOrder[b.kind] ||
    a.periodFrom - b.periodFrom ||
    a.opensOn - b.opensOn
  )
}

function skipOf(facts: AssignmentFacts, line: Line): SkipReason | null {
  if (line.retailMinor === 0n && line.costMinor === 0n) {
    return line.kind === 'minimum_spend' && line.unitRetailMicro > 0 ? 'spend_reached' : 'zero'
  }
  if (facts.chargeFrom !== null && line.settlement === 0 && line.billingOn < facts.chargeFrom)
    return 'marked_billed'
  const waiver = mayBeWaived(line) ? facts.waived?.get(waiverKey(line.kind, line.periodFrom)) : undefined
  if (waiver !== undefined) return waiver.outcome
  return line.retailMinor > maxAmountMinor || line.costMinor > maxAmountMinor ? 'amount_out_of_range' : null
}

function pointLine(facts: AssignmentFacts, segment: Segment, kind: 'setup' | 'one_time'): Line {
  const { terms } = segment.version
  const retail = kind === 'setup' ? terms.setupRetailMicro : terms.retailMicro
  const cost = kind === 'setup' ? terms.setupCostMicro : terms.costMicro
  const waived = kind === 'setup' && facts.setupWaived
  const amount = (unit: number) => lineMinor(unit, segment.quantity, whole, facts.currencyExponent)
  return {
    assignmentId: facts.id,
    kind,
    billingOn: facts.startOn,
    periodFrom: facts.startOn,
    periodTo: facts.startOn,
    opensOn: facts.startOn,
    settlement: 0,
    shape: 'point',
    version: segment.version,
    quantity: segment.quantity,
    unitRetailMicro: waived ? 0 : retail,
    unitCostMicro: cost,
    numerator: 1,
    denominator: 1,
    spendMicro: null,
    retailMinor: waived ? 0n : amount(retail),
    costMinor: amount(cost),
    setupWaived: waived,
    settles: null,
    skip: null,
  }
}

/** The line of a period. `spendIn` is only asked for a minimum spend. */
function periodLine(facts: AssignmentFacts, segment: Segment, period: Period, spendIn: SpendIn): Line {
  const { terms } = segment.version
  const { numerator, denominator } = period
  const exponent = facts.currencyExponent
  const spendMicro = terms.minimumSpend ? spendIn(period.from, period.to) : null
  const retailMinor =
    spendMicro === null
      ? lineMinor(terms.retailMicro, segment.quantity, period, exponent)
      : topUpMinor(
          terms.retailMicro,
          { quantity: segment.quantity, numerator, denominator },
          exponent,
          spendMicro,
        )
  return {
    assignmentId: facts.id,
    kind: terms.minimumSpend ? 'minimum_spend' : 'recurring',
    billingOn: billingDay(segment, period),
    periodFrom: period.from,
    periodTo: period.to,
    opensOn: period.from,
    settlement: 0,
    shape: period.shape,
    version: segment.version,
    quantity: segment.quantity,
    unitRetailMicro: terms.retailMicro,
    unitCostMicro: terms.costMicro,
    numerator,
    denominator,
    spendMicro,
    retailMinor,
    costMinor: lineMinor(terms.costMicro, segment.quantity, period, exponent),
    setupWaived: false,
    settles: null,
    skip: null,
  }
}

/** When a period is charged: on its first day in advance, on the day after its last in arrears, later by the usage grace. */
export function billingDay(segment: Segment, period: Period): Day {
  const { timing, minimumSpend, usageGraceDays } = segment.version.terms
  if (minimumSpend) return period.to + usageGraceDays
  return timing === 'advance' ? period.from : period.to
}

/** The day after which a period must end to be billed on `from` or later. */
function searchAfter(segment: Segment, from: Day): Day {
  const { timing, minimumSpend, usageGraceDays } = segment.version.terms
  if (minimumSpend) return from - usageGraceDays - 1
  return timing === 'advance' ? from : from - 1
}

type Own = Pick<AssignmentFacts, 'endBefore' | 'billsFrom' | 'billsBefore'>

/** The charged periods of a segment that are the assignment's own, with billing dates in `[from, through]`, in order. */
function* billedPeriods(
  segment: Segment,
  { endBefore, billsFrom, billsBefore }: Own,
  from: Day,
  through: Day,
): Generator<Period, void> {
  const after = Math.max(searchAfter(segment, from), billsFrom ?? Number.NEGATIVE_INFINITY)
  for (const period of periodsOf(segment, endBefore, after)) {
    const billingOn = billingDay(segment, period)
    if (billingOn > through || (billsBefore !== null && period.from >= billsBefore)) return
    if (billsFrom !== null && period.from < billsFrom) continue
    if (billingOn >= from && period.isCharged) yield period
  }
}

/** True if a period that opens on `day` belongs to this assignment and not to the one before or after a move. */
function isOwnPeriod({ billsFrom, billsBefore }: Omit<Own, 'endBefore'>, day: Day): boolean {
  return (billsFrom === null || day >= billsFrom) && (billsBefore === null || day < billsBefore)
}

/** Daily for 136 years. A date mistyped by centuries must not fill the memory of whoever plans through it. */
const mostLines = 50_000

/**
 * Every candidate line dated in `[from, through]`, sorted; lines that will not be charged carry the reason in `skip`.
 * An assignment that starts after `through` has none. Throws a RangeError where the package has no terms at the start, and where
 * there are more than 50,000 lines.
 */
export function linesOf(facts: AssignmentFacts, from: Day, through: Day, spendIn: SpendIn = noSpend): Line[] {
  const lines: Line[] = []
  const segments = segmentsOf(facts)
  const first = segments[0]
  if (first !== undefined && facts.startOn >= from && facts.startOn <= through) {
    if (isOwnPeriod(facts, facts.startOn) && (facts.endBefore === null || facts.startOn < facts.endBefore)) {
      const { terms } = first.version
      // A package without a set-up price sells none: that is no line, not a line of zero.
      if (terms.setupRetailMicro > 0 || terms.setupCostMicro > 0) lines.push(pointLine(facts, first, 'setup'))
      if (terms.frequency === 'none') lines.push(pointLine(facts, first, 'one_time'))
    }
  }
  for (const segment of segments) {
    for (const period of billedPeriods(segment, facts, from, through)) {
      if (lines.length >= mostLines) throw new RangeError('more than 50,000 charges by this date')
      lines.push(periodLine(facts, segment, period, spendIn))
    }
  }
  for (const line of settlementsOf(facts, segments)) {
    if (line.billingOn >= from && line.billingOn <= through) lines.push(line)
  }
  for (const line of lines) line.skip = skipOf(facts, line)
  return lines.length > 1 ? lines.sort(compareLines) : lines
}

/** The first date after `day` on which a line is dated; null where none ever is. */
export function nextLineDay(facts: AssignmentFacts, day: Day): Day | null {
  const segments = segmentsOf(facts)
  let found: Day | null = facts.startOn > day && isOwnPeriod(facts, facts.startOn) ? facts.startOn : null
  const offer = (candidate: Day) => {
    if (candidate > day && (found === null || candidate < found)) found = candidate
  }
  for (const segment of segments) {
    for (const period of billedPeriods(segment, facts, day + 1, Number.POSITIVE_INFINITY)) {
      offer(billingDay(segment, period))
      break
    }
  }
  for (const line of settlementsOf(facts, segments)) offer(line.billingOn)
  return found
}

/** The next `count` lines dated on or after `from`, skipped ones included, over at most 200 years; for previews. */
export function upcomingLines(
  facts: AssignmentFacts,
  from: Day,
  count: number,
  spendIn: SpendIn = noSpend,
): Line[] {
  const limit = from + 73_050
  const lines: Line[] = []
  let day = from - 1
  while (lines.length < count) {
    const next = nextLineDay(facts, day)
    if (next === null || next > limit) break
    lines.push(...linesOf(facts, next, next, spendIn))
    day = next
  }
  return lines.slice(0, count)
}
