/** How far ahead of today something that happened may be dated: a payment, a call. Pure. */
import { type CalendarDate, yearsAfter } from '@/lib/calendar-date'

/**
 * The sentence for a date more than a year after today, else null: it is a mistyped year.
 * `enteredAheadProblem('2062-03-01', '2026-03-01')` names 2027-03-01 as the last day.
 */
export function enteredAheadProblem(date: CalendarDate, today: CalendarDate): string | null {
  const last = yearsAfter(today, 1)
  return date > last ? `${date} is more than a year ahead. Enter a date up to ${last}.` : null
}
