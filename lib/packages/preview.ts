/** What a package will charge, while it is typed: the planner of the runs over an assignment that does not exist yet. Pure. */
import { upcomingLines } from '../billing/charge'
import { type AssignmentFacts, type Line, newAssignment } from '../billing/line'
import { topUpMinor } from '../billing/minimum-spend'
import { datesBetween, nextDate } from '../billing/schedule'
import { onlyVersion, type Schedule, type Terms } from '../billing/terms'
import { civilOf, type Day, dayOf, daysInMonth } from '../calendar-date'
import { minorExponent } from '../currency'
import { divideRounded, lineMinor, microToMinor, whole } from '../money'

/** An assignment to try the terms on. `endBefore` is the first day without service, or null. */
export type WhatIf = { quantity: number; startOn: Day; endBefore: Day | null }

export type PreviewDate = {
  day: Day
  lines: Line[]
  retailMinor: bigint
  costMinor: bigint
  /** The matched day that this month lacks, such as 31 for 30 April; null where the date is as matched. */
  clampedFrom: number | null
}

export type Sums = { retailMinor: bigint; costMinor: bigint }

export type Preview = {
  /** The next billing dates, each with its lines; the sums are of what will be charged. */
  dates: PreviewDate[]
  /** One whole period: what one billing date charges. */
  period: Sums
  /** An average year; null for a one-time package. `dates` over `years` are its billing dates. */
  year: (Sums & { dates: number; years: number }) | null
  setup: Sums
}

function factsOf(terms: Terms, currency: string, whatIf: WhatIf): AssignmentFacts {
  return newAssignment({
    startOn: whatIf.startOn,
    quantity: whatIf.quantity,
    versions: [onlyVersion(terms)],
    endBefore: whatIf.endBefore,
    currencyExponent: minorExponent(currency),
  })
}

/**
 * The matched day behind a date that a short month moved: 31 for 30 April, null for 31 May and for days that are no
 * billing dates at all.
 */
export function clampedFrom(schedule: Schedule, startOn: Day, day: Day): number | null {
  if (schedule.frequency !== 'monthly' && schedule.frequency !== 'yearly') return null
  if (nextDate(schedule, startOn, day) !== day) return null
  const date = civilOf(day)
  if (date.day !== daysInMonth(date.year, date.month)) return null
  const start = civilOf(startOn)
  const anniversary = schedule.frequency === 'monthly' ? start.day : start.month * 100 + start.day
  const match = schedule.match.length === 0 ? [anniversary] : schedule.match
  const days = match
    .filter(value => schedule.frequency === 'monthly' || Math.floor(value / 100) === date.month)
    .map(value => value % 100)
  return days.includes(date.day) ? null : (days.find(value => value > date.day) ?? null)
}

/** The next `count` billing dates with their lines. Setup shares the date of the start. */
function datesOf(terms: Terms, facts: AssignmentFacts, count: number): PreviewDate[] {
  const dates = new Map<Day, PreviewDate>()
  // Setup and the first period may share a date: never more than two lines a date, so twice the dates are enough.
  for (const line of upcomingLines(facts, facts.startOn, count * 2 + 1)) {
    if (line.skip === 'zero' && line.kind === 'setup') continue
    const boundary =
      terms.timing === 'advance' || line.kind === 'setup' || line.kind === 'one_time'
        ? line.periodFrom
        : line.periodTo
    const date = dates.get(line.billingOn) ?? {
      day: line.billingOn,
      lines: [],
      retailMinor: 0n,
      costMinor: 0n,
      clampedFrom: null,
    }
    if (!dates.has(line.billingOn) && dates.size === count) break
    date.lines.push(line)
    date.retailMinor += line.retailMinor
    date.costMinor += line.costMinor
    date.clampedFrom ??= clampedFrom(terms, facts.startOn, boundary)
    dates.set(line.billingOn, date)
  }
  return [...dates.values()]
}

/** A year from the start, times `every`: as many years as it takes for every N to come round. */
function yearOf(terms: Terms, period: Sums, startOn: Day): Preview['year'] {
  if (terms.frequency === 'none') return null
  const years = terms.every
  const { year, month, day } = civilOf(startOn)
  const before = dayOf(year + years, month, Math.min(day, daysInMonth(year + years, month)))
  const dates = datesBetween(terms, startOn, startOn, before).length
  const perYear = (minor: bigint) => divideRounded(minor * BigInt(dates), BigInt(years))
  return { dates, years, retailMinor: perYear(period.retailMinor), costMinor: perYear(period.costMinor) }
}

/** The coming dates and the sums of a package's terms for one assignment. Minimum spend is shown without any usage. */
export function previewOf(terms: Terms, currency: string, whatIf: WhatIf, count = 12): Preview {
  const facts = factsOf(terms, currency, whatIf)
  const amount = (micro: number) => lineMinor(micro, whatIf.quantity, whole, facts.currencyExponent)
  const period = { retailMinor: amount(terms.retailMicro), costMinor: amount(terms.costMicro) }
  return {
    dates: datesOf(terms, facts, count),
    period,
    year: yearOf(terms, period, whatIf.startOn),
    setup: { retailMinor: amount(terms.setupRetailMicro), costMinor: amount(terms.setupCostMicro) },
  }
}

export type SpendExample = { spendMinor: bigint; chargeMinor: bigint }

/** Minimum spend by example: spends of none, half, all and 120 % of the commitment, and what each is charged. */
export function spendExamples(terms: Terms, currency: string, quantity: number): SpendExample[] {
  const exponent = minorExponent(currency)
  const commitment = BigInt(terms.retailMicro) * BigInt(quantity)
  return [0n, 50n, 100n, 120n].map(percent => {
    const spendMicro = (commitment * percent) / 100n
    return {
      spendMinor: microToMinor(spendMicro, exponent),
      chargeMinor: topUpMinor(terms.retailMicro, { quantity, ...whole }, exponent, spendMicro),
    }
  })
}

/** True where less than `percent` of retail stays after cost, in exact arithmetic. A package without retail has no margin. */
export function isBelowMargin(retail: number, cost: number, percent: number): boolean {
  return retail > 0 && (BigInt(retail) - BigInt(cost)) * 100n < BigInt(retail) * BigInt(percent)
}
