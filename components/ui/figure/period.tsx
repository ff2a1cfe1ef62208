import { civilOf, formatDay, parseDay } from '@/lib/calendar-date'
import { calendarDateText } from './calendar-date'

/**
 * A half-open range of days as people read it, its last day included: `1–31 Mar 2026`, `15 Mar – 14 Apr 2026`. One day, or a
 * point in time, is a single date; without an end it is open. `periodText('2026-03-01', '2026-04-01')` is `1–31 Mar 2026`.
 */
export function periodText(from: string, to: string | null): string {
  if (to === null) return `${calendarDateText(from)} – open`
  const first = parseDay(from)
  const end = parseDay(to)
  if (first === null || end === null) return `${from} – ${to}`
  const last = end - 1
  if (last <= first) return calendarDateText(from)
  const a = civilOf(first)
  const b = civilOf(last)
  const whole = calendarDateText(formatDay(last))
  if (a.year !== b.year) return `${calendarDateText(from)} – ${whole}`
  if (a.month !== b.month) return `${calendarDateText(from).slice(0, -5)} – ${whole}`
  return `${a.day}–${whole}`
}

/** The one way a period is shown; `to` is the first day that is not part of it. */
export function Period({ from, to }: { from: string; to: string | null }) {
  return <span className="num">{periodText(from, to)}</span>
}
