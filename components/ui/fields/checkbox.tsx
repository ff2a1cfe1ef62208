'use client'
import type { ReactNode } from 'react'
import { type ControlProps, useControl } from '../form/field-context'

/** Yes or no, saved with the form. */
export function Checkbox({
  label,
  hint,
  ...props
}: ControlProps<boolean> & { label?: ReactNode; hint?: ReactNode }) {
  const { ref, ...control } = useControl(props, false)
  const input = (
    <input
      type="checkbox"
      {...control.aria}
      aria-required={false}
      id={control.id}
      name={control.name}
      ref={ref}
      disabled={control.disabled}
      checked={control.value}
      onChange={event => control.setValue(event.target.checked)}
      onBlur={control.onBlur}
      className="tick mt-0.5"
    />
  )
  if (!label) return input
  return (
    <label
      htmlFor={control.id}
      className="flex items-start gap-2 not-has-disabled:cursor-pointer has-disabled:opacity-50"
    >
      {input}
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  )
}
