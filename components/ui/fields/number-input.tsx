'use client'
import type { ComponentProps } from 'react'
import { classNames } from '../class-names'
import { type ControlProps, useControl } from '../form/field-context'
import { controlClasses } from './text-input'

type Rest = Omit<
  ComponentProps<'input'>,
  keyof ControlProps<string> | 'onChange' | 'ref' | 'type' | 'inputMode'
>

function NumberText({
  unit,
  inputMode,
  value,
  onValueChange,
  ...rest
}: ControlProps<string> & Rest & { unit?: string; inputMode: 'decimal' | 'numeric' }) {
  const { ref, ...control } = useControl({ ...rest, value, onValueChange }, '')
  return (
    <span className="relative block">
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...control.aria}
        type="text"
        inputMode={inputMode}
        id={control.id}
        name={control.name}
        ref={ref}
        value={control.value}
        onChange={event => control.setValue(event.target.value)}
        onBlur={control.onBlur}
        className={classNames(
          controlClasses,
          'num text-right',
          unit && (unit.length > 4 ? 'pr-18' : 'pr-12'),
        )}
      />
      {unit && (
        <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-faint">
          {unit}
        </span>
      )}
    </span>
  )
}

/** A decimal as text, never through a float: what was typed is what the schema judges. */
export function DecimalInput({ currency, ...rest }: ControlProps<string> & Rest & { currency?: string }) {
  return <NumberText inputMode="decimal" unit={currency} {...rest} />
}

/** A whole number as text. */
export function IntegerInput({ unit, ...rest }: ControlProps<string> & Rest & { unit?: string }) {
  return <NumberText inputMode="numeric" unit={unit} {...rest} />
}
