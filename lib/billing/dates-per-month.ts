/** How often a schedule charges in an average month, as an exact fraction. Pure. */

import { civilOf, type Day, dayOf } from '@/lib/calendar-date'
import { datesBetween } from './schedule'
import type { Schedule } from './terms'

/** `dates` billing dates in `months` months. */
export type Pace = { dates: number; months: number }

/** Days of the 400 years after which the calendar repeats, and their months. */
const cycleDays = 146_097
const cycleMonths = 4_800

/**
 * Daily and weekly by the mean length of a month (30.436875 days); monthly and yearly as often as they match, where several
 * matches are counted by the engine over 4 x every years: 30 and 31 are one date in February. Null for one-time.
 */
export function paceOf(schedule: Schedule, startOn: Day): Pace | null {
  const { frequency, every, match } = schedule
  if (frequency === 'none') return null
  if (frequency === 'daily') return { dates: cycleDays, months: cycleMonths * every }
  if (frequency === 'weekly') {
    return { dates: cycleDays * Math.max(1, match.length), months: cycleMonths * 7 * every }
  }
  // One match, or the anniversary, is one date each time, however short the month.
  if (match.length <= 1) return { dates: 1, months: frequency === 'monthly' ? every : 12 * every }
  // From the first of the start's own month or year: every N stays where it is, and no unit is cut.
  const { year, month } = civilOf(startOn)
  const first = frequency === 'monthly' ? month : 1
  const years = 4 * every
  const from = dayOf(year, first, 1)
  return {
    dates: datesBetween(schedule, from, from, dayOf(year + years, first, 1)).length,
    months: years * 12,
  }
}
