'use client'
import { useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { Notice } from '@/components/ui/notice'

type Change = { name: string; theirs: string; isMine: boolean }

const spelled = (value: unknown) =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '') || 'nothing'

const isSame = (one: unknown, other: unknown) => spelled(one).trim() === spelled(other).trim()

/**
 * When somebody else saved while this form is open: fields that were not edited here take what they saved, edited ones keep
 * what was typed, and both are listed. `values` and `revision` are fresh from the server.
 */
export function useTheirChanges<Input extends FieldValues, Output>(
  form: Pick<UseFormReturn<Input, unknown, Output>, 'reset' | 'formState' | 'getValues'>,
  values: Input,
  revision: number,
): Change[] {
  // Read while drawing: the form only keeps account of what is read.
  const { dirtyFields } = form.formState
  const seen = useRef({ values, revision })
  const [changes, setChanges] = useState<Change[]>([])
  const latest = useRef({ form, values, dirtyFields })
  latest.current = { form, values, dirtyFields }
  useEffect(() => {
    const was = seen.current
    if (was.revision === revision) return
    const now = latest.current
    seen.current = { values: now.values, revision }
    const mine: Record<string, unknown> = now.dirtyFields
    const typed: Record<string, unknown> = now.form.getValues()
    setChanges(
      Object.keys(now.values)
        .filter(name => name !== 'revision' && was.values[name] !== now.values[name])
        // What both typed is nobody's change; nor is what this very form has just saved.
        .filter(name => !isSame(typed[name], now.values[name]))
        .map(name => ({ name, theirs: spelled(now.values[name]), isMine: Boolean(mine[name]) })),
    )
    now.form.reset(now.values, { keepDirtyValues: true, keepErrors: true })
  }, [revision])
  return changes
}

/** What somebody else saved meanwhile; `words` names the fields. */
export function TheirChanges({ changes, words }: { changes: Change[]; words: Record<string, string> }) {
  if (changes.length === 0) return null
  return (
    <Notice tone="warn" title="Saved by somebody else meanwhile">
      <ul>
        {changes.map(({ name, theirs, isMine }) => (
          <li key={name}>
            {words[name] ?? name}:{' '}
            {isMine ? `theirs is “${theirs}”, yours is kept until you save` : `now “${theirs}”`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
