/** Which billing day the daily run is for. Pure: the instant and the zone are handed in. */
import { type CalendarDate, formatDay, toDay, todayIn } from '../calendar-date'

/** The hour (0-23) that the clocks of an IANA zone show. */
export function hourIn(timeZone: string, now: Date): number {
  const text = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now)
  return Number(text)
}

/**
 * The latest billing day whose hour has struck: today from that hour on, yesterday before it. An hour that summer time skips has
 * struck with the next one.
 */
export function dueDay(timeZone: string, now: Date, hour: number): CalendarDate {
  const today = todayIn(timeZone, now)
  return hourIn(timeZone, now) >= hour ? today : formatDay(toDay(today) - 1)
}

/** The next billing day whose hour is still to come. */
export function nextDay(timeZone: string, now: Date, hour: number): CalendarDate {
  return formatDay(toDay(dueDay(timeZone, now, hour)) + 1)
}

/** True from the second hour on after a day's hour has struck: by then its run should have ended. */
export function isOverdue(timeZone: string, now: Date, hour: number, day: CalendarDate): boolean {
  const today = todayIn(timeZone, now)
  return day < today || (day === today && hourIn(timeZone, now) > hour)
}

/** `03:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}
