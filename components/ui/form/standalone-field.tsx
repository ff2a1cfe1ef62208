'use client'
import { type ReactNode, useMemo } from 'react'
import { classNames } from '../class-names'
import { StandaloneFieldContext } from './field-context'

export type Words = {
  /** Left out where the control brings its own words, as a switch or a checkbox with a label does. */
  label?: ReactNode
  hint?: ReactNode
  /** Says that it may stay empty. */
  optional?: boolean
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** The id of what explains the field: its error, which takes the place of the hint, or the hint. */
export function describedBy(id: string, { error, hasHint }: { error?: string; hasHint: boolean }) {
  if (error) return `${id}-error`
  return hasHint ? `${id}-hint` : undefined
}

/** Label above, control, hint under it; an error takes the place of the hint. */
export function FieldFrame({ id, error, words }: { id: string; error?: string; words: Words }) {
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

/** A field without a form: the control is given the same `id` and keeps its own value. */
export function StandaloneField({ id, error, ...words }: Words & { id: string; error?: string }) {
  const hasHint = Boolean(words.hint)
  const said = useMemo(
    () => ({
      describedBy: describedBy(id, { error, hasHint }),
      invalid: Boolean(error),
    }),
    [id, error, hasHint],
  )
  return (
    <StandaloneFieldContext value={said}>
      <FieldFrame id={id} error={error} words={words} />
    </StandaloneFieldContext>
  )
}
