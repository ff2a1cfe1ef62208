'use client'
import { type ReactNode, useContext, useEffect, useId, useMemo } from 'react'
import { useController } from 'react-hook-form'
import { FieldContext, type FieldState } from './field-context'
import { FormStateContext } from './form-context'
import { describedBy, FieldFrame, type Words } from './standalone-field'

/** Label above, control, hint under it; an error takes the place of the hint. The control inside is bound to `name`. */
export function Field({ name, ...words }: Words & { name: string }) {
  const id = useId()
  const form = useContext(FormStateContext)
  const { field, fieldState } = useController({ name })
  const names = form?.names
  useEffect(() => {
    names?.add(name)
    return () => {
      names?.delete(name)
    }
  }, [names, name])
  const error = fieldState.error?.message ?? (fieldState.error ? 'This is not valid.' : undefined)
  const { value, onChange, onBlur, ref } = field
  const hasHint = Boolean(words.hint)
  const optional = words.optional ?? false
  const state: FieldState = useMemo(
    () => ({
      id,
      name,
      labelId: `${id}-label`,
      describedBy: describedBy(id, { error, hasHint }),
      invalid: Boolean(error),
      required: !optional,
      value,
      setValue: onChange,
      onBlur,
      ref,
    }),
    [id, name, error, hasHint, optional, value, onChange, onBlur, ref],
  )
  return (
    <FieldContext value={state}>
      <FieldFrame id={id} error={error} words={words} />
    </FieldContext>
  )
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-4 min-[480px]:auto-cols-fr min-[480px]:grid-flow-col min-[480px]:grid-cols-none">
      {children}
    </div>
  )
}
