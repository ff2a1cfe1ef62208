'use client'
import { CalendarDays } from 'lucide-react'
import { useRef, useState } from 'react'
import { parseDay } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import { type ControlProps, useControl } from '../form/field-context'
import { lazyOverlay } from '../overlay/lazy-part'
import type { DatePickerProps } from './date-picker'
import { controlClasses } from './text-input'

const DatePicker = lazyOverlay<DatePickerProps>(() => import('./date-picker').then(file => file.DatePicker))

/** A date as ISO text, typed or picked. Typing is never corrected; the weekday beside it says that it was understood. */
export function DateInput({
  min,
  max,
  today,
  ...props
}: ControlProps<string> & { min?: string; max?: string; today?: string }) {
  const { ref, ...control } = useControl(props, '')
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const weekday = parseDay(control.value) === null ? '' : calendarDateText(control.value, 'weekday')
  return (
    <span className="relative block">
      <input
        {...control.aria}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        placeholder="YYYY-MM-DD"
        maxLength={10}
        id={control.id}
        name={control.name}
        ref={ref}
        disabled={control.disabled}
        value={control.value}
        onChange={event => control.setValue(event.target.value)}
        onBlur={control.onBlur}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' || !event.altKey) return
          event.preventDefault()
          setOpen(true)
        }}
        className={`${controlClasses} num ${weekday === '' ? 'pr-9' : 'pr-16'}`}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-9 flex items-center text-xs text-faint"
      >
        {weekday}
      </span>
      <button
        ref={button}
        type="button"
        aria-label="Pick a date"
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={control.disabled}
        {...DatePicker.preloadProps}
        onClick={event => {
          event.currentTarget.focus()
          setOpen(!open)
        }}
        className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <CalendarDays size={15} aria-hidden="true" />
      </button>
      <DatePicker
        open={open}
        onOpenChange={setOpen}
        anchor={button}
        value={control.value}
        today={today}
        min={min}
        max={max}
        onPick={control.setValue}
      />
    </span>
  )
}
