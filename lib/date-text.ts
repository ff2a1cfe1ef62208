/**
 * Dates and moments as people read them, on screens, in letters and in PDFs. date-fns formats all of them; which days are billed is
 * decided by `lib/calendar-date.ts` alone. A day is handed to date-fns as midnight UTC in a `UTCDateMini`, whose every field is read
 * in UTC: an ordinary `Date` would show another day in some zones, and has no 30 December 2011 in Samoa.
 */
import { UTCDateMini } from '@date-fns/utc/date/mini'
import { lightFormat } from 'date-fns/lightFormat'
import { type CalendarDate, type Day, lastDay, parseDay } from './calendar-date'

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

const longMonth = (date: Date) => months[date.getMonth()] ?? ''
const shortMonth = (date: Date) => longMonth(date).slice(0, 3)
const shortWeekday = (date: Date) => (weekdays[date.getDay()] ?? '').slice(0, 3)
const number = (date: Date) => lightFormat(date, 'd')
const year = (date: Date) => lightFormat(date, 'yyyy')

/** `format` of date-fns would bring the names of months in every width and the grammar to read them: 5 kB on every page. */
const styles = {
  date: (date: Date) => `${number(date)} ${shortMonth(date)} ${year(date)}`,
  'with weekday': (date: Date) => `${shortWeekday(date)} ${styles.date(date)}`,
  'day and month': (date: Date) => `${number(date)} ${shortMonth(date)}`,
  'month and year': (date: Date) => `${shortMonth(date)} ${year(date)}`,
  'long month and year': (date: Date) => `${longMonth(date)} ${year(date)}`,
  weekday: shortWeekday,
} as const
export type DateStyle = keyof typeof styles

const dayMs = 86_400_000
const mostKnown = 10_000
/** Days in words: the lines of a run name the same few days again and again. */
const known = new Map<Day, string>()

/** A `Day` for the functions of date-fns. What they make of it is a `UTCDateMini` as well. */
export function utcDateOf(day: Day): Date {
  return new UTCDateMini(day * dayMs)
}

/** The `Day` of a date that came from `utcDateOf`. The time of day is dropped. */
export function dayOfUtcDate(date: Date): Day {
  return Math.floor(date.getTime() / dayMs)
}

/** `15 Mar 2026`, or another style. The day after the last one has a text too: `dayText(lastDay + 1)` is `1 Jan 10000`. */
export function dayText(day: Day, style: DateStyle = 'date'): string {
  if (style !== 'date') return styles[style](utcDateOf(day))
  const text = known.get(day) ?? styles.date(utcDateOf(day))
  if (known.size >= mostKnown) known.clear()
  known.set(day, text)
  return text
}

/** `2026-03-15` as people read it; other text stays as it is. `calendarDateText('2026-03-15', 'with weekday')` is `Sun 15 Mar 2026`. */
export function calendarDateText(date: CalendarDate, style: DateStyle = 'date'): string {
  const day = parseDay(date)
  return day === null ? date : dayText(day, style)
}

/** A month of a year: `monthText('2026-03')` is `Mar 2026`. */
export function monthText(month: string): string {
  return calendarDateText(`${month}-01`, 'month and year')
}

/** A period may end before the day after the last date, which `parseDay` refuses. */
const endOf = (text: CalendarDate): Day | null => (text === '10000-01-01' ? lastDay + 1 : parseDay(text))

/**
 * A half-open range of days, its last day included: `1–31 Mar 2026`, `15 Mar – 14 Apr 2026`. One day, or a point in time, is a
 * single date; without an end the range is open. `periodText('9999-12-01', '10000-01-01')` is `1–31 Dec 9999`.
 */
export function periodText(from: CalendarDate, to: CalendarDate | null): string {
  if (to === null) return `${calendarDateText(from)} – open`
  const first = parseDay(from)
  const end = endOf(to)
  if (first === null || end === null) return `${from} – ${to}`
  const last = end - 1
  if (last <= first) return dayText(first)
  const differs = (pattern: string) =>
    lightFormat(utcDateOf(first), pattern) !== lightFormat(utcDateOf(last), pattern)
  if (differs('yyyy')) return `${dayText(first)} – ${dayText(last)}`
  if (differs('MM')) return `${dayText(first, 'day and month')} – ${dayText(last)}`
  return `${number(utcDateOf(first))}–${dayText(last)}`
}

/** The seven weekdays from Monday: `Monday`, `Mon` or `Mo`. */
export function weekdayNames(width: 'long' | 'short' | 'two letters'): readonly string[] {
  const letters = { long: undefined, short: 3, 'two letters': 2 }[width]
  return [1, 2, 3, 4, 5, 6, 0].map(day => (weekdays[day] ?? '').slice(0, letters))
}

/** The twelve months: `January`, or `Jan`. */
export function monthNames(width: 'long' | 'short'): readonly string[] {
  return width === 'long' ? months : months.map(name => name.slice(0, 3))
}

/** A moment as a clock in `timeZone` shows it. `instantText(new Date(0), 'UTC')` is `1 Jan 1970, 00:00`. */
export function instantText(at: Date | string, timeZone: string, seconds = false): string {
  const clock = clockIn(timeZone, new Date(at))
  return `${styles.date(clock)}, ${lightFormat(clock, seconds ? 'HH:mm:ss' : 'HH:mm')}`
}

/** What a clock in a zone shows. date-fns has no zones of its own: the platform says what time it is there. */
function clockIn(timeZone: string, at: Date): Date {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(p => p.type === type)?.value)
  return new UTCDateMini(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  )
}
