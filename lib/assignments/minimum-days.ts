import { type CalendarDate, formatDay, toDay } from '../calendar-date'

/**
 * The first day on which an assignment may end: S + m - 1, and never before its start. The package's minimum days
 * decide; where it has none, the assignment's own do. `earliestEnd('2026-03-01', 30, null)` is `2026-03-30`.
 */
export function earliestEnd(
  startOn: CalendarDate,
  packageMinimumDays: number,
  ownMinimumDays: number | null,
): CalendarDate {
  const days = minimumDaysOf(packageMinimumDays, ownMinimumDays)
  return formatDay(toDay(startOn) + Math.max(days, 1) - 1)
}

/** The minimum days in force: the package's, or the assignment's own where the package has none. */
export function minimumDaysOf(packageMinimumDays: number, ownMinimumDays: number | null): number {
  return packageMinimumDays > 0 ? packageMinimumDays : (ownMinimumDays ?? 0)
}
