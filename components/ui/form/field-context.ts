'use client'
import { createContext, type RefCallback, useContext, useId } from 'react'

export type FieldState = {
  id: string
  name: string
  labelId: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
  value: unknown
  setValue: (value: unknown) => void
  onBlur: () => void
  ref: RefCallback<HTMLElement>
}

export const FieldContext = createContext<FieldState | null>(null)

/** What a field without a form says about its control: its hint or error, and whether it is refused. */
export const StandaloneFieldContext = createContext<Pick<FieldState, 'describedBy' | 'invalid'> | null>(null)

/** What every control takes: nothing inside a `Field`; a value, a listener and a name of its own outside of one. */
export type ControlProps<Value> = {
  value?: Value
  onValueChange?: (value: Value) => void
  id?: string
  name?: string
  disabled?: boolean
  'aria-label'?: string
}

/** Joins a control to the `Field` it stands in, or to its own props. */
export function useControl<Value>(props: ControlProps<Value>, empty: Value) {
  const field = useContext(FieldContext)
  const words = useContext(StandaloneFieldContext) ?? field
  const ownId = useId()
  const value = (props.value ?? field?.value ?? empty) as Value
  return {
    id: props.id ?? field?.id ?? ownId,
    labelId: props['aria-label'] ? undefined : field?.labelId,
    name: props.name ?? field?.name,
    value,
    setValue: (next: Value) => {
      field?.setValue(next)
      props.onValueChange?.(next)
    },
    onBlur: () => field?.onBlur(),
    ref: field?.ref,
    disabled: props.disabled,
    invalid: words?.invalid ?? false,
    /** For one input. */
    aria: {
      'aria-label': props['aria-label'],
      'aria-invalid': words?.invalid || undefined,
      'aria-describedby': words?.describedBy,
      'aria-required': field?.required || undefined,
    },
    /** For a group of inputs, which a label cannot point at. */
    groupAria: {
      'aria-label': props['aria-label'],
      'aria-labelledby': props['aria-label'] ? undefined : field?.labelId,
      'aria-describedby': words?.describedBy,
    },
  }
}
