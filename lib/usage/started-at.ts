/**
 * When a usage row started: a date or a date and time as a switch writes it, in the billing time zone unless it has an
 * offset of its own. Rules: docs/billing.md, "Usage".
 */
import { type CalendarDate, formatDay, lastDay, parseDay } from '../calendar-date'

export type StartedAt = {
  /** ISO 8601 in UTC, with milliseconds. */
  at: string
  /** The day on which that instant falls in the billing time zone. */
  on: CalendarDate
}

const shape =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i
const sentence = 'Enter a date such as 2026-03-31, or a date and time such as 2026-03-31T09:41:07.'
const dayMs = 86_400_000

/**
 * Reads a start, or answers with a sentence. Without an offset the clock is the billing time zone's: a time that the
 * spring change skips is moved on by the length of the gap, a time that the autumn change repeats is its first
 * occurrence. `parseStartedAt('2026-03-01T00:30:00+02:00', 'UTC')` starts on 2026-02-28.
 */
export function parseStartedAt(text: string, timeZone: string): StartedAt | string {
  const found = shape.exec(text)
  if (!found) return sentence
  const [, date = '', hour = '0', minute = '0', second = '0', fraction = '', offset] = found
  const day = parseDay(date)
  if (day === null) return `${date} is not a date. ${sentence}`
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return `${hour}:${minute}:${second} is not a time of day, which runs from 00:00:00 to 23:59:59.`
  const clock = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000
  const local = day * dayMs + clock + Number(fraction.slice(0, 3).padEnd(3, '0'))
  const typed = offset === undefined ? null : offsetMs(offset)
  if (typed === undefined) return `${offset} is not an offset such as Z or +02:00.`
  const instant = typed === null ? instantOf(local, timeZone) : local - typed
  const on = Math.floor((instant + offsetAt(instant, timeZone)) / dayMs)
  if (on < 0 || on > lastDay) return 'Enter a start from 1970-01-01 to 9999-12-31.'
  return { at: new Date(instant).toISOString(), on: formatDay(on) }
}

function offsetMs(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0
  const hours = Number(text.slice(1, 3))
  const minutes = Number(text.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000)
}

/** The instant at which the clocks of a zone show `local` (milliseconds as if they were UTC). */
function instantOf(local: number, timeZone: string): number {
  const before = offsetAt(local - dayMs, timeZone)
  const after = offsetAt(local + dayMs, timeZone)
  if (before === after) return local - before
  const shown = [local - before, local - after].filter(
    instant => instant + offsetAt(instant, timeZone) === local,
  )
  // Two: the hour is repeated, take the first. None: the hour is skipped, the old offset moves it past the gap.
  return shown.length > 0 ? Math.min(...shown) : local - before
}

const quarterMs = 900_000
const knownOffsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** The zone's offset from UTC at an instant, in milliseconds. Zones change at whole quarters of an hour. */
function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  let known = knownOffsets.get(timeZone)
  // A million rows ask for the same few quarters again and again; a bound keeps odd files from filling memory.
  if (!known || known.size > 200_000) {
    known = new Map()
    knownOffsets.set(timeZone, known)
  }
  const quarter = Math.floor(instant / quarterMs)
  const offset = known.get(quarter) ?? computeOffset(quarter * quarterMs, timeZone)
  known.set(quarter, offset)
  return offset
}

function computeOffset(instant: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? newFormat(timeZone)
  formats.set(timeZone, format)
  const parts = new Map(format.formatToParts(instant).map(part => [part.type, Number(part.value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - instant
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}
