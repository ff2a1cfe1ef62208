import { type CalendarDate, civilOf, dayOf, daysInMonth, formatDay, toDay } from '@/lib/calendar-date'
import type { FileKind } from './layouts'

/** The day that the sample provider's files in examples/provider were made for. */
export const sampleBase: CalendarDate = '2026-11-20'

/** The same day of the month, `months` later or earlier; the last one where that month is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = civilOf(toDay(date))
  const counted = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(counted / 12), (counted % 12) + 1]
  return formatDay(dayOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth))))
}

type Shift = (cell: string) => string

/**
 * How the dates of the sample move so that it ends today. Calls and payments move by days. Assignments move by whole
 * months, which keeps the day of the month that they start on.
 */
export function sampleShifts(today: CalendarDate): Partial<Record<FileKind, Record<string, Shift>>> {
  const days = toDay(today) - toDay(sampleBase)
  const months = monthOf(today) - monthOf(sampleBase)
  const byDays: Shift = cell =>
    cell === '' ? '' : formatDay(toDay(cell.slice(0, 10)) + days) + cell.slice(10)
  const byMonths: Shift = cell => (cell === '' ? '' : addMonths(cell, months))
  return {
    assignments: { start_date: byMonths, end_date: byMonths },
    payments: { date: byDays },
    usage: { started_at: byDays },
  }
}

function monthOf(date: CalendarDate): number {
  const { year, month } = civilOf(toDay(date))
  return year * 12 + month
}

/** The last days of the `count` months before today's, the oldest first. `monthEndsBefore('2026-03-15', 1)` is 2026-02-28. */
export function monthEndsBefore(today: CalendarDate, count: number): CalendarDate[] {
  const { year, month } = civilOf(toDay(today))
  return Array.from({ length: count }, (_, index) => {
    const first = addMonths(formatDay(dayOf(year, month, 1)), index + 1 - count)
    return formatDay(toDay(first) - 1)
  })
}
