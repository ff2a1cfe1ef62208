'use client'
import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { monthNames } from '@/lib/date-text'
import { Button } from '../button'
import { type ControlProps, useControl } from '../form/field-context'
import { Select } from './select'

const months = monthNames('long')
// 29 February is a day to pick: in a common year it falls on the 28th.
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

/** `monthDayText(331)` is `31 March`. */
export function monthDayText(monthDay: number): string {
  return `${monthDay % 100} ${months[Math.floor(monthDay / 100) - 1] ?? ''}`
}

const numbered = (length: number) =>
  Array.from({ length }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }))

/** Days of a year to pick: month x 100 + day, one chip each. */
export function MonthDayPicker(props: ControlProps<readonly number[]>) {
  const { ref, ...control } = useControl(props, [])
  const id = useId()
  const [month, setMonth] = useState('1')
  const [day, setDay] = useState('1')
  const length = lengths[Number(month) - 1] ?? 31
  const add = () => {
    const next = Number(month) * 100 + Math.min(Number(day), length)
    if (!control.value.includes(next)) control.setValue([...control.value, next].sort((a, b) => a - b))
  }
  return (
    <fieldset
      {...control.groupAria}
      aria-invalid={control.invalid || undefined}
      disabled={control.disabled}
      onBlur={control.onBlur}
      className="flex min-w-0 flex-col gap-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <span ref={ref} className="w-36">
          <Select
            id={`${id}-month`}
            aria-label="Month"
            value={month}
            onValueChange={setMonth}
            options={months.map((label, index) => ({ value: String(index + 1), label }))}
          />
        </span>
        <span className="w-20">
          <Select
            id={`${id}-day`}
            aria-label="Day"
            value={String(Math.min(Number(day), length))}
            onValueChange={setDay}
            options={numbered(length)}
          />
        </span>
        <Button icon={Plus} onClick={add}>
          Add date
        </Button>
      </div>
      {control.value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {control.value.map(picked => (
            <li
              key={picked}
              className="num inline-flex h-7 items-center gap-1 rounded-md bg-accent-soft pr-1 pl-2.5 text-accent"
            >
              {monthDayText(picked)}
              <button
                type="button"
                aria-label={`Remove ${monthDayText(picked)}`}
                onClick={() => control.setValue(control.value.filter(other => other !== picked))}
                className="inline-flex size-6 items-center justify-center rounded hover:bg-hover"
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {control.value.includes(229) && (
        <p role="status" className="text-xs text-muted">
          29 February is 28 February in years without it.
        </p>
      )}
    </fieldset>
  )
}
