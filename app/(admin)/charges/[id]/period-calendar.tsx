import { classNames } from '@/components/ui/class-names'
import { firstOfMonth, monthsAfter, weeksOfMonth } from '@/components/ui/figure/calendar-weeks'
import { civilOf, type Day } from '@/lib/calendar-date'
import { dayText, weekdayNames } from '@/lib/date-text'

const weekdays = weekdayNames('two letters')
const mostMonths = 3

type Marks = { from: Day; to: Day; billedOn: Day }

/** The first days of the months to draw: all of a short period; the first, the last and the one of the billing date of a long one. */
function monthsOf({ from, to, billedOn }: Marks): Day[] {
  const first = firstOfMonth(from)
  const last = firstOfMonth(Math.max(from, to - 1))
  const all = Array.from({ length: mostMonths }, (_, index) => monthsAfter(first, index))
  const isShort = last <= (all.at(-1) ?? first)
  const ends = isShort ? all.filter(month => month <= last) : [first, last]
  return [...new Set([...ends, firstOfMonth(billedOn)])].sort((a, b) => a - b)
}

function Month({ first, marks }: { first: Day; marks: Marks }) {
  const drawn = weeksOfMonth(first).flat()
  const blanks = drawn.indexOf(first)
  const days = drawn.filter(day => firstOfMonth(day) === first)
  return (
    <div>
      <p className="mb-1 text-xs font-medium">{dayText(first, 'month and year')}</p>
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
      {monthsOf(marks).map(first => (
        <Month key={first} first={first} marks={marks} />
      ))}
    </div>
  )
}
