import { formatDay, toDay, weekdayOf } from '@/lib/calendar-date'
import { calendarDateText } from './calendar-date'
import { ChartFrame } from './chart-frame'
import { classNames } from './class-names'

const steps = ['bg-hover', 'bg-chart-1/25', 'bg-chart-1/45', 'bg-chart-1/70', 'bg-chart-1'] as const

/** Weeks as columns, weekdays as rows; the darker, the more. Each day says its figure in its title and in the table. */
export function CalendarHeat({
  label,
  from,
  through,
  values,
  format = String,
}: {
  label: string
  from: string
  through: string
  values: Record<string, number>
  format?: (value: number) => string
}) {
  const first = toDay(from)
  const last = toDay(through)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  const most = Math.max(0, ...days.map(day => values[formatDay(day)] ?? 0))
  const monday = first - weekdayOf(first) + 1
  const weeks = Math.ceil((last - monday + 1) / 7)
  const stepOf = (value: number) =>
    value <= 0 || most === 0 ? 0 : Math.min(4, 1 + Math.floor((value / most) * 3.999))
  const rows = days
    .filter(day => (values[formatDay(day)] ?? 0) > 0)
    .map(day => {
      const date = formatDay(day)
      return { key: date, label: calendarDateText(date, true), cells: [format(values[date] ?? 0)] }
    })
  return (
    <ChartFrame label={label} columns={['Amount']} rows={rows}>
      <div
        role="img"
        aria-label={`${label}, ${calendarDateText(from)} to ${calendarDateText(through)}. The figures are in the table.`}
        className="grid max-w-full auto-cols-fr grid-flow-col grid-rows-7 gap-[3px] overflow-x-auto"
        style={{ maxWidth: `${weeks * 17}px` }}
      >
        {Array.from({ length: first - monday }, (_, index) => `before-${index}`).map(key => (
          <span key={key} />
        ))}
        {days.map(day => {
          const date = formatDay(day)
          const value = values[date] ?? 0
          return (
            <span
              key={date}
              title={`${calendarDateText(date, true)}: ${format(value)}`}
              className={classNames('aspect-square min-w-2.5 rounded-[3px]', steps[stepOf(value)])}
            />
          )
        })}
      </div>
    </ChartFrame>
  )
}
