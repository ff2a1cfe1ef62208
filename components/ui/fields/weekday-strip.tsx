'use client'
import { weekdayNames } from '@/lib/date-text'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'
import { toggleClasses, toggled } from './toggle-set'

const weekdays = weekdayNames('long')
const shortNames = weekdayNames('short')

/** The days of a week to pick from: ISO weekdays, 1 is Monday. */
export function WeekdayStrip(props: ControlProps<readonly number[]>) {
  const { ref, ...control } = useControl(props, [])
  return (
    <fieldset
      {...control.groupAria}
      aria-invalid={control.invalid || undefined}
      disabled={control.disabled}
      className="grid w-full max-w-sm min-w-0 grid-cols-7 gap-1"
      onBlur={control.onBlur}
    >
      {weekdays.map((name, index) => {
        const on = control.value.includes(index + 1)
        return (
          <button
            key={name}
            type="button"
            ref={index === 0 ? ref : undefined}
            aria-label={name}
            aria-pressed={on}
            onClick={() => control.setValue(toggled(control.value, index + 1))}
            className={classNames(toggleClasses(on), 'h-9')}
          >
            {shortNames[index]}
          </button>
        )
      })}
    </fieldset>
  )
}
