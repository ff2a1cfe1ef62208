import { addDays } from 'date-fns/addDays'
import { addMonths } from 'date-fns/addMonths'
import { eachDayOfInterval } from 'date-fns/eachDayOfInterval'
import { eachWeekOfInterval } from 'date-fns/eachWeekOfInterval'
import { endOfMonth } from 'date-fns/endOfMonth'
import { startOfMonth } from 'date-fns/startOfMonth'
import { startOfWeek } from 'date-fns/startOfWeek'
import type { Day } from '@/lib/calendar-date'
import { dayOfUtcDate, utcDateOf } from '@/lib/date-text'

const fromMonday = { weekStartsOn: 1 } as const

/** The weeks that a month has days in, from Monday, with the days of its neighbours that fill them. A February has four to five. */
export function weeksOfMonth(day: Day): Day[][] {
  const date = utcDateOf(day)
  return eachWeekOfInterval({ start: startOfMonth(date), end: endOfMonth(date) }, fromMonday).map(monday =>
    eachDayOfInterval({ start: monday, end: addDays(monday, 6) }).map(dayOfUtcDate),
  )
}

/** The same day `count` months on, held back to the month's last day. One month after 31 Jan is 28 or 29 Feb. */
export function monthsAfter(day: Day, count: number): Day {
  return dayOfUtcDate(addMonths(utcDateOf(day), count))
}

/** The first day of the month that `day` lies in. */
export function firstOfMonth(day: Day): Day {
  return dayOfUtcDate(startOfMonth(utcDateOf(day)))
}

/** The Monday of the week that `day` lies in. */
export function mondayOf(day: Day): Day {
  return dayOfUtcDate(startOfWeek(utcDateOf(day), fromMonday))
}
