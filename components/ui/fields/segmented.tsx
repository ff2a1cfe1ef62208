'use client'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'

type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }
type ChoiceProps = ControlProps<string> & { options: Choice[] }

/** One of two to five, all in sight. Radio buttons underneath: arrows move, one tab stop. */
export function Segmented({ options, ...props }: ChoiceProps) {
  const { ref, ...control } = useControl(props, '')
  return (
    <div
      role="radiogroup"
      {...control.groupAria}
      aria-invalid={control.invalid || undefined}
      className="inline-flex max-w-full flex-wrap gap-0.5 self-start rounded-md border border-line-strong bg-sunken p-0.5 aria-invalid:border-bad"
    >
      {options.map((option, index) => (
        <label
          key={option.value}
          className={classNames(
            'flex min-h-6.5 items-center rounded px-2.5 text-muted transition-colors select-none',
            'has-checked:bg-raised has-checked:font-medium has-checked:text-ink has-checked:shadow-control has-checked:ring-1 has-checked:ring-line-strong',
            'has-focus-visible:outline-2 has-focus-visible:outline-focus has-disabled:opacity-50',
            'not-has-disabled:cursor-pointer not-has-checked:hover:text-ink',
          )}
        >
          <input
            type="radio"
            ref={index === 0 ? ref : undefined}
            name={`${control.id}-choice`}
            value={option.value}
            disabled={control.disabled || option.disabled}
            checked={control.value === option.value}
            onChange={() => control.setValue(option.value)}
            onBlur={control.onBlur}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}

/** One of a few that need a sentence each, one below the other. */
export function RadioGroup({ options, ...props }: ChoiceProps) {
  const { ref, ...control } = useControl(props, '')
  return (
    <div
      role="radiogroup"
      {...control.groupAria}
      aria-invalid={control.invalid || undefined}
      className="flex flex-col gap-1.5"
    >
      {options.map((option, index) => (
        <label
          key={option.value}
          className="flex items-start gap-2 not-has-disabled:cursor-pointer has-disabled:opacity-50"
        >
          <input
            type="radio"
            ref={index === 0 ? ref : undefined}
            name={`${control.id}-choice`}
            value={option.value}
            disabled={control.disabled || option.disabled}
            checked={control.value === option.value}
            onChange={() => control.setValue(option.value)}
            onBlur={control.onBlur}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            {option.label}
            {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  )
}
