import { civilOf, parseDay, weekdayOf } from '@/lib/calendar-date'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `2026-03-15` as people read it. No time zone takes part. `calendarDateText('2026-03-15', true)` is `Sun 15 Mar 2026`. */
export function calendarDateText(date: string, weekday = false): string {
  const day = parseDay(date)
  if (day === null) return date
  const { year, month, day: ofMonth } = civilOf(day)
  const text = `${ofMonth} ${months[month - 1]} ${year}`
  return weekday ? `${days[weekdayOf(day) - 1]} ${text}` : text
}

/** A month of a year: `monthText('2026-03')` is `Mar 2026`. */
export function monthText(month: string): string {
  return calendarDateText(`${month}-01`).slice(2)
}

/** The one way a date is shown. Null shows a dash. */
export function CalendarDate({
  date,
  weekday = false,
}: {
  date: string | null | undefined
  weekday?: boolean
}) {
  if (!date) return <span className="text-faint">—</span>
  return (
    <time dateTime={date} className="num">
      {calendarDateText(date, weekday)}
    </time>
  )
}
