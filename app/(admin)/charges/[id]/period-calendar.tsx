import { classNames } from '@/components/ui/class-names'
import { monthText } from '@/components/ui/figure/calendar-date'
import { civilOf, type Day, dayOf, daysInMonth, formatDay, weekdayOf } from '@/lib/calendar-date'

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
const mostMonths = 3

type Marks = { from: Day; to: Day; billedOn: Day }

function monthOf(day: Day): number {
  const { year, month } = civilOf(day)
  return year * 12 + month - 1
}

/** The months to draw: all of a short period; the first, the last and the one of the billing date of a long one. */
function monthsOf({ from, to, billedOn }: Marks): number[] {
  const first = monthOf(from)
  const last = monthOf(Math.max(from, to - 1))
  const all = Array.from({ length: Math.min(last - first + 1, mostMonths) }, (_, index) => first + index)
  const ends = last - first + 1 > mostMonths ? [first, last] : all
  return [...new Set([...ends, monthOf(billedOn)])].sort((a, b) => a - b)
}

function Month({ index, marks }: { index: number; marks: Marks }) {
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  const first = dayOf(year, month, 1)
  const blanks = weekdayOf(first) - 1
  const days = Array.from({ length: daysInMonth(year, month) }, (_, at) => first + at)
  return (
    <div>
      <p className="mb-1 text-xs font-medium">{monthText(formatDay(first).slice(0, 7))}</p>
      <div className="num grid w-56 grid-cols-7 gap-y-0.5 text-center text-xs">
        {weekdays.map(name => (
          <span key={name} className="h-6 leading-6 text-faint">
            {name}
          </span>
        ))}
        {blanks > 0 && <span style={{ gridColumn: `span ${blanks}` }} />}
        {days.map(day => {
          const isIn = day >= marks.from && day < marks.to
          const isBilled = day === marks.billedOn
          return (
            <span
              key={day}
              title={isBilled ? 'Billed on this day' : undefined}
              className={classNames(
                'h-6 leading-6',
                isIn ? 'bg-accent-soft text-ink' : 'text-faint',
                day === marks.from && isIn && 'rounded-l-md',
                day === marks.to - 1 && isIn && 'rounded-r-md',
                isBilled && 'rounded-md font-semibold text-accent outline-1 -outline-offset-1 outline-accent',
              )}
            >
              {civilOf(day).day}
            </span>
          )
        })}
      </div>
    </div>
  )
}

/** The period of a charge on a small calendar, its billing date outlined. The words beside it say the same. */
export function PeriodCalendar(marks: Marks) {
  return (
    <div aria-hidden="true" className="flex flex-wrap gap-x-6 gap-y-4">
      {monthsOf(marks).map(index => (
        <Month key={index} index={index} marks={marks} />
      ))}
    </div>
  )
}
