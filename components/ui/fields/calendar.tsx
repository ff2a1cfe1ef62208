'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { civilOf, type Day, dayOf, daysInMonth, formatDay, parseDay, weekdayOf } from '@/lib/calendar-date'
import { classNames } from '../class-names'
import { calendarDateText } from '../figure/calendar-date'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The day `count` months on, the 31st held back to the month's last day. `monthsOn(31 Jan, 1)` is 28 or 29 Feb. */
function monthsOn(day: Day, count: number): Day {
  const { year, month, day: ofMonth } = civilOf(day)
  const index = year * 12 + month - 1 + count
  const y = Math.floor(index / 12)
  const m = (index % 12) + 1
  return dayOf(y, m, Math.min(ofMonth, daysInMonth(y, m)))
}

function moved(day: Day, key: string): Day | null {
  const steps: Record<string, Day> = {
    ArrowLeft: day - 1,
    ArrowRight: day + 1,
    ArrowUp: day - 7,
    ArrowDown: day + 7,
    Home: day - weekdayOf(day) + 1,
    End: day - weekdayOf(day) + 7,
    PageUp: monthsOn(day, -1),
    PageDown: monthsOn(day, 1),
  }
  return steps[key] ?? null
}

function weeksOf(day: Day): Day[][] {
  const { year, month } = civilOf(day)
  const first = dayOf(year, month, 1)
  const start = first - weekdayOf(first) + 1
  const weeks = Math.ceil((first - start + daysInMonth(year, month)) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => start + week * 7 + at),
  )
}

/** A month to pick a date from; what opens it puts the focus on its one day in the tab order. Arrows move by day and week, Page Up and Down by month, Enter picks. */
export function Calendar({
  value,
  today,
  min,
  max,
  onPick,
}: {
  value: string
  today?: string
  min?: string
  max?: string
  onPick: (date: string) => void
}) {
  const chosen = parseDay(value)
  const now = today === undefined ? null : parseDay(today)
  const least = min === undefined ? null : parseDay(min)
  const most = max === undefined ? null : parseDay(max)
  const [at, setAt] = useState<Day>(chosen ?? now ?? least ?? 0)
  const [byKey, setByKey] = useState(false)
  const grid = useRef<HTMLTableElement>(null)
  const { year, month } = civilOf(at)
  useEffect(() => {
    if (byKey) grid.current?.querySelector<HTMLButtonElement>(`[data-date="${formatDay(at)}"]`)?.focus()
  }, [at, byKey])
  const allowed = (day: Day) => day >= Math.max(0, least ?? 0) && (most === null || day <= most)
  const turn = (count: number) => {
    setByKey(false)
    setAt(Math.max(0, monthsOn(at, count)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(at, event.key)
    if (next === null) return
    event.preventDefault()
    if (next < 0) return
    setByKey(true)
    setAt(next)
  }
  return (
    <div className="w-64 p-2.5">
      <div className="mb-1.5 flex items-center justify-between">
        <button type="button" aria-label="Month before" onClick={() => turn(-1)} className={arrow}>
          <ChevronLeft size={16} aria-hidden="true" />
        </button>
        <p aria-live="polite" className="font-medium">
          {months[month - 1]} {year}
        </p>
        <button type="button" aria-label="Month after" onClick={() => turn(1)} className={arrow}>
          <ChevronRight size={16} aria-hidden="true" />
        </button>
      </div>
      <table
        ref={grid}
        aria-label={`${months[month - 1]} ${year}`}
        className="w-full table-fixed"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {weekdays.map(name => (
              <th key={name} scope="col" className="h-6 text-xs font-normal text-faint">
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at).map(week => (
            <tr key={week[0]}>
              {week.map(day => {
                const date = formatDay(day)
                const outside = civilOf(day).month !== month
                return (
                  <td key={day} className="p-0 text-center">
                    <button
                      type="button"
                      data-date={date}
                      tabIndex={day === at ? 0 : -1}
                      disabled={!allowed(day)}
                      aria-label={calendarDateText(date, true)}
                      aria-pressed={day === chosen}
                      aria-current={day === now ? 'date' : undefined}
                      onClick={() => onPick(date)}
                      className={classNames(
                        'num size-8 rounded-md disabled:opacity-30',
                        day === chosen
                          ? 'bg-accent font-semibold text-on-accent'
                          : classNames('hover:bg-hover', outside && 'text-faint'),
                        day === now &&
                          day !== chosen &&
                          'font-semibold text-accent underline underline-offset-4',
                      )}
                    >
                      {civilOf(day).day}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const arrow =
  'inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink'
