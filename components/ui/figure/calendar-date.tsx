import { calendarDateText } from '@/lib/date-text'

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
      {calendarDateText(date, weekday ? 'with weekday' : 'date')}
    </time>
  )
}
