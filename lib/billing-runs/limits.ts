/** How far ahead billing may look and post: one rule for form, action, API, command line and leak check. Pure: today is handed in. */
import { type CalendarDate, formatDay, toDay, yearsAfter } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'

/** Days after today through which billing may be posted. */
const mostDaysAhead = 92
/** Years after today through which a simulation or a leak check may look. */
const mostYearsForeseen = 5
/** Lines that one simulation or leak check may come to. */
export const mostForeseenLines = 1_000_000

export type Reach = 'post' | 'simulate' | 'check'

/** The last day that may be asked for. Five years after 2028-02-29 is 2033-02-28. */
export function furthestDay(reach: Reach, today: CalendarDate): CalendarDate {
  return reach === 'post' ? formatDay(toDay(today) + mostDaysAhead) : yearsAfter(today, mostYearsForeseen)
}

const subjects = { post: 'Billing is posted', simulate: 'A simulation looks', check: 'A leak check looks' }
const spans = {
  post: `${mostDaysAhead} days`,
  simulate: `${mostYearsForeseen} years`,
  check: `${mostYearsForeseen} years`,
}

/** Throws a Refusal on `field` for a day that is further ahead than may be asked for. */
export function judgeReach(
  reach: Reach,
  throughOn: CalendarDate,
  { today, field = 'throughOn' }: { today: CalendarDate; field?: string },
): void {
  const last = furthestDay(reach, today)
  if (throughOn <= last) return
  throw Refusal.field(field, `${subjects[reach]} at most ${spans[reach]} ahead. Choose a day up to ${last}.`)
}

/** True for a posting that has to be confirmed: through a day after today. */
export const isAhead = (reach: Reach, throughOn: CalendarDate, today: CalendarDate): boolean =>
  reach === 'post' && throughOn > today

/** A simulation or leak check came to more lines than it may. */
export class TooManyLines extends Refusal {
  constructor() {
    super('There are more than 1,000,000 lines. Choose an earlier day, or fewer customers.')
  }
}

/** Throws TooManyLines past the limit. */
export function judgeLines(count: number): void {
  if (count > mostForeseenLines) throw new TooManyLines()
}
