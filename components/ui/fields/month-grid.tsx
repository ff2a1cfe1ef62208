'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'
import { toggleClasses, toggled } from './toggle-set'

const days = Array.from({ length: 31 }, (_, index) => index + 1)
/** Where each key leads from a day, also out of the month. */
const moves: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: at => at - 1,
  ArrowRight: at => at + 1,
  ArrowUp: at => at - 7,
  ArrowDown: at => at + 7,
  Home: () => 1,
  End: () => 31,
}

/** What a day after the 28th means, in words. `clampNote([15, 31])` is "31 means the last day in shorter months." */
export function clampNote(picked: readonly number[]): string | null {
  const late = picked.filter(day => day > 28)
  if (late.length === 0) return null
  const words =
    late.length === 1 ? `${late[0]} means` : `${late.slice(0, -1).join(', ')} and ${late.at(-1)} mean`
  return `${words} the last day in shorter months.`
}

/** The days of a month to pick from, as they stand on a calendar. Arrows move, Space picks; one tab stop. */
export function MonthGrid(props: ControlProps<readonly number[]>) {
  const { ref, ...control } = useControl(props, [])
  const grid = useRef<HTMLFieldSetElement>(null)
  const [at, setAt] = useState(() => control.value[0] ?? 1)
  const note = clampNote(control.value)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moves[event.key]?.(at)
    if (next === undefined) return
    event.preventDefault()
    if (next < 1 || next > 31) return
    setAt(next)
    grid.current?.querySelector<HTMLButtonElement>(`[data-day="${next}"]`)?.focus()
  }
  return (
    <div className="flex flex-col gap-1.5">
      <fieldset
        ref={grid}
        {...control.groupAria}
        aria-invalid={control.invalid || undefined}
        disabled={control.disabled}
        onKeyDown={onKeyDown}
        onBlur={control.onBlur}
        className="grid w-full max-w-sm min-w-0 grid-cols-7 gap-1"
      >
        {days.map(day => {
          const on = control.value.includes(day)
          return (
            <button
              key={day}
              type="button"
              data-day={day}
              ref={day === at ? ref : undefined}
              tabIndex={day === at ? 0 : -1}
              aria-pressed={on}
              aria-label={`Day ${day}`}
              onClick={() => {
                setAt(day)
                control.setValue(toggled(control.value, day))
              }}
              className={classNames(toggleClasses(on), 'h-8')}
            >
              {day}
            </button>
          )
        })}
      </fieldset>
      <p role="status" className="text-xs text-muted empty:hidden">
        {note}
      </p>
    </div>
  )
}
