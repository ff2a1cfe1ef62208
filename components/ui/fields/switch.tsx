'use client'
import type { ReactNode } from 'react'
import { type ControlProps, useControl } from '../form/field-context'

/** On or off, for what has two states rather than a box to tick. A checkbox underneath. */
export function Switch({
  label,
  hint,
  ...props
}: ControlProps<boolean> & { label?: ReactNode; hint?: ReactNode }) {
  const { ref, ...control } = useControl(props, false)
  const toggle = (
    <span className="relative mt-px inline-flex h-4.5 w-8 shrink-0">
      <input
        type="checkbox"
        role="switch"
        {...control.aria}
        aria-required={false}
        aria-checked={control.value}
        id={control.id}
        name={control.name}
        ref={ref}
        disabled={control.disabled}
        checked={control.value}
        onChange={event => control.setValue(event.target.checked)}
        onBlur={control.onBlur}
        className="peer size-full appearance-none rounded-full bg-faint transition-colors checked:bg-accent not-disabled:cursor-pointer disabled:opacity-50"
      />
      <span className="pointer-events-none absolute top-0.5 left-0.5 size-3.5 rounded-full bg-white transition-transform peer-checked:translate-x-3.5" />
    </span>
  )
  if (!label) return toggle
  return (
    <label htmlFor={control.id} className="flex items-start gap-2.5 not-has-disabled:cursor-pointer">
      {toggle}
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  )
}
