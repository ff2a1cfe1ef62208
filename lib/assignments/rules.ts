/**
 * Why an assignment may not be given, ended, counted anew or deleted. Pure and written once: the form shows a problem on its field, a bulk
 * change beside its row, a file under its column. Rules: docs/billing.md, "Assignments".
 */
import type { PackageType, Terms } from '../billing/terms'
import type { CalendarDate } from '../calendar-date'
import { earliestEnd, minimumDaysOf } from './minimum-days'
import { type Problem, problem, problemsIn } from './problem'

/** Who asks, as far as minimum days are concerned: an admin overrides them with a reason. */
export type Asking = 'admin' | 'manager'

/** What is asked of the package and the dates of a new assignment, whoever it is given to. */
export type Given = {
  startOn: CalendarDate
  endOn: CalendarDate | null
  minutes: number | null
  minimumDays: number | null
  pastDates: 'charge' | 'mark_billed' | null
  isDid: boolean
}

export type Sold = { name: string; currency: string; isArchived: boolean }

/** What forbids a new assignment of a package, for every target alike. `starting`: the terms on its first day. */
export function givenProblems(
  given: Given,
  { sold, starting, today }: { sold: Sold; starting: Terms; today: CalendarDate },
): Problem[] {
  return problemsIn(
    sold.isArchived &&
      problem(
        'archived',
        'packageId',
        `${sold.name} is archived and cannot be newly assigned: choose another.`,
      ),
    ...termsProblems(given, starting),
    given.startOn < today &&
      given.pastDates === null &&
      problem(
        'past_dates',
        'pastDates',
        'The start lies in the past: charge the past dates, or mark them as already billed.',
      ),
  )
}

/** What of an assignment does not fit the terms that it starts with. */
export function termsProblems(
  { startOn, endOn, minutes, minimumDays, isDid }: Omit<Given, 'pastDates'>,
  starting: Terms,
): Problem[] {
  const earliest = earliestEnd(startOn, starting.minimumDays, minimumDays)
  const days = ownMinimumDaysSentence({ minimumDays, packageMinimumDays: starting.minimumDays, isDid })
  return problemsIn(
    minutesProblem(starting.type, minutes),
    days !== null && problem('own_minimum_days', 'minimumDays', days),
    endOn !== null && endOn < earliest && tooShort(endOn, startOn, `${minimumDaysSentence(earliest)}.`),
  )
}

function tooShort(endOn: CalendarDate, startOn: CalendarDate, minimumDays: string): Problem {
  return endOn < startOn
    ? problem('before_start', 'endOn', `It starts on ${startOn}: end it on that day or later.`)
    : problem('minimum_days', 'endOn', minimumDays)
}

/** A customer, or a number with the customer who has it; `payer` is null for stock. */
export type GivenTo = { label: string; payer: { name: string; currency: string } | null }

/** What forbids a target to have a package. */
export function targetProblems({ label, payer }: GivenTo, sold: Sold): Problem[] {
  if (payer === null)
    return [problem('in_stock', 'didId', `${label} is in stock: give it to a customer first.`)]
  if (payer.currency === sold.currency) return []
  return [
    problem(
      'currency',
      'packageId',
      `${sold.name} is sold in ${sold.currency} and ${payer.name} pays in ${payer.currency}: choose a package in ${payer.currency}.`,
    ),
  ]
}

/** Minutes beside the package's type: free minutes need them, nothing else takes them. */
export function minutesProblem(type: PackageType, minutes: number | null): Problem | null {
  const isFree = type === 'free_minutes'
  if (isFree === (minutes !== null)) return null
  return problem(
    'minutes',
    'minutes',
    isFree
      ? 'Enter the free minutes of each billing period.'
      : 'Only free minutes packages take minutes: leave this empty.',
  )
}

/** Only a DID has minimum days of its own, and only if the package has none. */
function ownMinimumDaysSentence(facts: {
  minimumDays: number | null
  packageMinimumDays: number
  isDid: boolean
}): string | null {
  if (facts.minimumDays === null) return null
  if (!facts.isDid) return 'Only an assignment to a DID has minimum days of its own: leave this empty.'
  if (facts.packageMinimumDays > 0)
    return `The package already asks for ${facts.packageMinimumDays} days: leave this empty.`
  return null
}

const minimumDaysSentence = (earliest: CalendarDate) => `Minimum days apply: end it on ${earliest} or later`

/** A number that was moved is changed as the assignment that it went on as. */
export function movedAwayProblem({ movedOn }: { movedOn: CalendarDate | null }): Problem | null {
  if (movedOn === null) return null
  return problem('moved_away', null, `Its number was moved on ${movedOn}: change what it went on as instead.`)
}

/** An assignment as far as its end is concerned. */
export type Ending = {
  movedOn: CalendarDate | null
  /** The start of service, also if another customer began it. */
  startOn: CalendarDate
  endOn: CalendarDate | null
  minimumDays: number | null
  /** The package's minimum days on the first day. */
  packageMinimumDays: number
  /** True if an earlier release moved its number: that bill cannot be divided again. */
  isEndFixed: boolean
  /** True if its DID belongs to another customer by now. */
  hasLeft: boolean
}

/** What forbids an end (null: it runs on). One that changes nothing is never forbidden. */
export function endProblems(
  { endOn, reason }: { endOn: CalendarDate | null; reason: string | null },
  ending: Ending,
  asking: Asking,
): Problem[] {
  const moved = movedAwayProblem(ending)
  if (moved) return [moved]
  if (endOn === ending.endOn) return []
  if (ending.isEndFixed) return [endFixed]
  const isLater = endOn === null || (ending.endOn !== null && endOn > ending.endOn)
  if (isLater && ending.hasLeft) return [leftProblem]
  if (endOn === null) return []
  if (endOn < ending.startOn) return [tooShort(endOn, ending.startOn, '')]
  return isBeforeMinimumDays(endOn, ending) ? shortProblems(earliestEndOf(ending), reason, asking) : []
}

const earliestEndOf = ({ startOn, packageMinimumDays, minimumDays }: Ending) =>
  earliestEnd(startOn, packageMinimumDays, minimumDays)

/** True for an end that only an admin with a reason may save. */
export function isBeforeMinimumDays(endOn: CalendarDate | null, ending: Ending): boolean {
  return endOn !== null && endOn < earliestEndOf(ending)
}

const endFixed = problem(
  'end_fixed',
  null,
  'Its number was moved while an earlier release billed it: its end stays as it is.',
)

/** A number that belongs to another customer by now. */
export const leftProblem = problem(
  'left',
  'endOn',
  'Its DID left this customer: it cannot end later. Assign the package anew.',
)

function shortProblems(earliest: CalendarDate, reason: string | null, asking: Asking): Problem[] {
  if (asking === 'admin' && reason !== null) return []
  const ask = asking === 'manager' ? ', or ask an admin to override' : ''
  return problemsIn(
    problem('minimum_days', 'endOn', `${minimumDaysSentence(earliest)}${ask}.`),
    asking === 'admin' &&
      problem('minimum_days', 'reason', 'Say why the minimum days are overridden, or end it later.'),
  )
}

/** The day of a new quantity, whatever it is of. */
export function quantityDayProblems(effectiveOn: CalendarDate, today: CalendarDate): Problem[] {
  return problemsIn(
    effectiveOn < today &&
      problem('past_day', 'effectiveOn', 'Choose today or a later day: what was charged stays as it is.'),
  )
}

/** What forbids an assignment another quantity from a day on. */
export function quantityProblems(
  effectiveOn: CalendarDate,
  assignment: { movedOn: CalendarDate | null; endOn: CalendarDate | null },
): Problem[] {
  const { endOn } = assignment
  return problemsIn(
    movedAwayProblem(assignment),
    endOn !== null &&
      effectiveOn > endOn &&
      problem('after_end', 'effectiveOn', `It ends on ${endOn}: choose a day up to then.`),
  )
}

/** An assignment as far as deleting it is concerned. */
export type Deletable = {
  reference: string
  movedOn: CalendarDate | null
  /** True if it is a part of a number that was moved. */
  isPart: boolean
  /** True if it was ever charged, undone or not. */
  isCharged: boolean
  minimumDays: number | null
  packageMinimumDays: number
}

/** What forbids deleting an assignment; minimum days do, but for an admin with a reason. */
export function deleteProblems(reason: string | null, facts: Deletable, asking: Asking): Problem[] {
  const days = minimumDaysOf(facts.packageMinimumDays, facts.minimumDays)
  const moved = movedAwayProblem(facts)
  if (moved) return [moved]
  if (facts.isCharged)
    return [problem('charged', null, `${facts.reference} has charges and is never deleted: end it instead.`)]
  if (facts.isPart)
    return [problem('part', null, 'Its number was moved: it stays as a part of that, and is ended instead.')]
  if (days === 0 || (asking === 'admin' && reason !== null)) return []
  return [
    asking === 'admin'
      ? problem(
          'minimum_days',
          'reason',
          `It runs for at least ${days} days: say why it is deleted all the same.`,
        )
      : problem(
          'minimum_days',
          null,
          `It runs for at least ${days} days and cannot be deleted: end it, or ask an admin to override.`,
        ),
  ]
}
