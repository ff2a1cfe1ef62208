/**
 * The one place for calendar dates. A date is a `CalendarDate` (`YYYY-MM-DD`) where people and files see it
 * and a `Day` (whole days since 1970-01-01) where it is counted. No `Date`, no time zone and no clock takes part;
 * `todayIn` is the only function that turns an instant into a date. Rules: docs/billing.md, "Dates".
 */
export type CalendarDate = string
export type Day = number

export const firstDate: CalendarDate = '1970-01-01'
/** The `Day` of 9999-12-31, the last date a person may type. */
export const lastDay: Day = 2_932_896

export type CivilDate = { year: number; month: number; day: number }

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** Gregorian leap year. `isLeapYear(2000)` is true, `isLeapYear(2100)` is false. */
function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days in a month (1-12). `daysInMonth(2100, 2)` is 28: 2100 is no leap year. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0)
}

/** Year, month and day to `Day`; the parts must name a real date. `dayOf(1969, 12, 31)` is -1. */
export function dayOf(year: number, month: number, day: number): Day {
  const y = year - 1
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  const beforeYear = y * 365 + leapDays - 719_162
  const beforeMonth = (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeapYear(year) ? 1 : 0)
  return beforeYear + beforeMonth + day - 1
}

/** `Day` to year, month and day. `civilOf(-1)` is 1969-12-31. */
export function civilOf(day: Day): CivilDate {
  // Hinnant's civil_from_days: eras of 400 years that start on 1 March, so that a leap day ends its year.
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

/** ISO weekday, 1 = Monday to 7 = Sunday. `weekdayOf(0)` is 4: 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/**
 * `YYYY-MM-DD` to `Day`, or null where the text is not a date from 1970-01-01 to 9999-12-31.
 * ASCII digits only. `parseDay('2026-02-29')` is null: no such day.
 */
export function parseDay(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return null
  const year = Number(found[1])
  const month = Number(found[2])
  const day = Number(found[3])
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return dayOf(year, month, day)
}

/** As `parseDay`, for text that is already known to be a date. Throws a RangeError where it is not. */
export function toDay(date: CalendarDate): Day {
  const day = parseDay(date)
  if (day === null) throw new RangeError(`${date} is not a calendar date`)
  return day
}

/** `Day` to `YYYY-MM-DD`. The day after 9999-12-31, which only ends a period, is `10000-01-01`. */
export function formatDay(day: Day): CalendarDate {
  const { year, month, day: date } = civilOf(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** The same day some years later, clamped to the month's end. `yearsAfter('2028-02-29', 1)` is `2029-02-28`. */
export function yearsAfter(date: CalendarDate, years: number): CalendarDate {
  const { year, month, day } = civilOf(toDay(date))
  return formatDay(dayOf(year + years, month, Math.min(day, daysInMonth(year + years, month))))
}

/** The calendar date that `now` falls on in an IANA time zone. The one way from an instant to a date. */
export function todayIn(timeZone: string, now: Date): CalendarDate {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now)
  const part = (type: string) => parts.find(p => p.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

/**
 * True for a name that this system knows as an IANA time zone. `isTimeZone('Mars/Base')` is false, and so is `+02:00`: Intl takes offsets,
 * but they know no summer time.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
