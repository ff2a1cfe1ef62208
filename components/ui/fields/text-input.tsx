'use client'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'

export const controlClasses =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink shadow-control transition-colors ' +
  'placeholder:text-faint hover:border-faint focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 ' +
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-bad [&[readonly]]:bg-sunken'

type InputRest = Omit<ComponentProps<'input'>, keyof ControlProps<string> | 'prefix' | 'onChange' | 'ref'>

/** One line of text. `prefix` stands quietly before it; `mono` for codes and numbers that are read digit by digit. */
export function TextInput({
  prefix,
  mono,
  className,
  value,
  onValueChange,
  ...rest
}: ControlProps<string> & InputRest & { prefix?: ReactNode; mono?: boolean }) {
  const { ref, ...control } = useControl({ ...rest, value, onValueChange }, '')
  const input = (
    <input
      type="text"
      autoComplete="off"
      {...rest}
      {...control.aria}
      id={control.id}
      name={control.name}
      ref={ref}
      value={control.value}
      onChange={event => control.setValue(event.target.value)}
      onBlur={event => {
        control.onBlur()
        rest.onBlur?.(event)
      }}
      className={classNames(controlClasses, mono && 'num font-mono', prefix ? 'pl-8' : '', className)}
    />
  )
  if (!prefix) return input
  return (
    <span className="relative block">
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint">
        {prefix}
      </span>
      {input}
    </span>
  )
}

type AreaRest = Omit<ComponentProps<'textarea'>, keyof ControlProps<string> | 'onChange' | 'ref'>

/** Several lines of text; grows with what is typed where the browser can. */
export function TextArea({ value, onValueChange, rows = 3, ...rest }: ControlProps<string> & AreaRest) {
  const { ref, ...control } = useControl({ ...rest, value, onValueChange }, '')
  return (
    <textarea
      rows={rows}
      {...rest}
      {...control.aria}
      id={control.id}
      name={control.name}
      ref={ref}
      value={control.value}
      onChange={event => control.setValue(event.target.value)}
      onBlur={control.onBlur}
      className={classNames(controlClasses, 'field-sizing-content h-auto max-h-80 min-h-16 py-1.5')}
    />
  )
}
