'use client'
import { type ReactNode, useContext, useEffect, useId, useMemo } from 'react'
import { useController } from 'react-hook-form'
import { classNames } from './class-names'
import { FieldContext, type FieldState, LooseFieldContext } from './field-context'
import { FormStateContext } from './form-context'

type Words = {
  /** Left out where the control brings its own words, as a switch or a checkbox with a label does. */
  label?: ReactNode
  hint?: ReactNode
  /** Says that it may stay empty. */
  optional?: boolean
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

function Frame({ id, error, words }: { id: string; error?: string; words: Words }) {
  const { label, hint, optional, hideLabel, className, children } = words
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      {label !== undefined && (
        <label
          id={`${id}-label`}
          htmlFor={id}
          className={classNames(
            'flex items-baseline justify-between gap-2 font-medium',
            hideLabel && 'sr-only',
          )}
        >
          <span>{label}</span>
          {optional && <span className="text-xs font-normal text-faint">Optional</span>}
        </label>
      )}
      {children}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      ) : (
        hint && (
          <div id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </div>
        )
      )}
    </div>
  )
}

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
      describedBy: error ? `${id}-error` : hasHint ? `${id}-hint` : undefined,
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
      <Frame id={id} error={error} words={words} />
    </FieldContext>
  )
}

/** A field without a form: the control is given the same `id` and keeps its own value. */
export function LooseField({ id, error, ...words }: Words & { id: string; error?: string }) {
  const hasHint = Boolean(words.hint)
  const said = useMemo(
    () => ({
      describedBy: error ? `${id}-error` : hasHint ? `${id}-hint` : undefined,
      invalid: Boolean(error),
    }),
    [id, error, hasHint],
  )
  return (
    <LooseFieldContext value={said}>
      <Frame id={id} error={error} words={words} />
    </LooseFieldContext>
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
