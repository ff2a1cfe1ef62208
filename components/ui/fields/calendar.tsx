'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { civilOf, type Day, formatDay, lastDay, parseDay } from '@/lib/calendar-date'
import { dayText, weekdayNames } from '@/lib/date-text'
import { classNames } from '../class-names'
import { firstOfMonth, mondayOf, monthsAfter, weeksOfMonth } from '../figure/calendar-weeks'

const weekdays = weekdayNames('two letters')

function moved(day: Day, key: string): Day | null {
  const steps: Record<string, Day> = {
    ArrowLeft: day - 1,
    ArrowRight: day + 1,
    ArrowUp: day - 7,
    ArrowDown: day + 7,
    Home: mondayOf(day),
    End: mondayOf(day) + 6,
    PageUp: monthsAfter(day, -1),
    PageDown: monthsAfter(day, 1),
  }
  return steps[key] ?? null
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
  const title = dayText(at, 'long month and year')
  useEffect(() => {
    if (byKey) grid.current?.querySelector<HTMLButtonElement>(`[data-date="${formatDay(at)}"]`)?.focus()
  }, [at, byKey])
  const allowed = (day: Day) => day >= Math.max(0, least ?? 0) && day <= Math.min(lastDay, most ?? lastDay)
  const turn = (count: number) => {
    setByKey(false)
    setAt(Math.min(lastDay, Math.max(0, monthsAfter(at, count))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(at, event.key)
    if (next === null) return
    event.preventDefault()
    if (next < 0 || next > lastDay) return
    setByKey(true)
    setAt(next)
  }
  return (
    <div className="w-64 p-2.5">
      <div className="mb-1.5 flex items-center justify-between">
        <button type="button" aria-label="Previous month" onClick={() => turn(-1)} className={arrow}>
          <ChevronLeft size={16} aria-hidden="true" />
        </button>
        <p aria-live="polite" className="font-medium">
          {title}
        </p>
        <button type="button" aria-label="Next month" onClick={() => turn(1)} className={arrow}>
          <ChevronRight size={16} aria-hidden="true" />
        </button>
      </div>
      <table ref={grid} aria-label={title} className="w-full table-fixed" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekdays.map(name => (
              <th key={name} scope="col" className="h-6 text-xs font-normal text-faint">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOfMonth(at).map(week => (
            <tr key={week[0]}>
              {week.map(day => {
                const date = formatDay(day)
                const isOutside = firstOfMonth(day) !== firstOfMonth(at)
                return (
                  <td key={day} className="p-0 text-center">
                    <button
                      type="button"
                      data-date={date}
                      tabIndex={day === at ? 0 : -1}
                      disabled={!allowed(day)}
                      aria-label={dayText(day, 'with weekday')}
                      aria-pressed={day === chosen}
                      aria-current={day === now ? 'date' : undefined}
                      onClick={() => onPick(date)}
                      className={classNames(
                        'num size-8 rounded-md disabled:opacity-30',
                        day === chosen
                          ? 'bg-accent font-semibold text-on-accent'
                          : classNames('hover:bg-hover', isOutside && 'text-faint'),
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
