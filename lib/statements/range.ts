import { type CalendarDate, civilOf, dayOf, formatDay, parseDay, toDay } from '../calendar-date'

/** The range that was asked for; where it makes no sense, the month that holds `today`. */
export function statementRange(
  from: string | null,
  to: string | null,
  today: CalendarDate,
): { from: CalendarDate; to: CalendarDate } {
  if (from !== null && to !== null && parseDay(from) !== null && parseDay(to) !== null && from <= to) {
    return { from, to }
  }
  const { year, month } = civilOf(toDay(today))
  return { from: formatDay(dayOf(year, month, 1)), to: today }
}

/** The whole month before the one that holds `today`. */
export function lastMonth(today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const { year, month } = civilOf(toDay(today))
  const first = dayOf(year, month, 1)
  const before = civilOf(first - 1)
  return { from: formatDay(dayOf(before.year, before.month, 1)), to: formatDay(first - 1) }
}
