'use client'
import { useEffect, useEffectEvent, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { Notice } from '@/components/ui/notice'

type Change = { name: string; theirs: string; isMine: boolean }

function spelled(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value ?? '') || 'nothing'
}

const isSame = (one: unknown, other: unknown) => spelled(one).trim() === spelled(other).trim()

/**
 * When another user saved while this form is open: fields that were not edited here take what they saved, edited ones keep
 * what was typed, and both are listed. `values` and `revision` are fresh from the server.
 */
export function useFieldConflicts<Input extends FieldValues, Output>(
  form: Pick<UseFormReturn<Input, unknown, Output>, 'reset' | 'formState' | 'getValues'>,
  values: Input,
  revision: number,
): Change[] {
  // Read while drawing: the form only keeps account of what is read.
  const { dirtyFields } = form.formState
  const [seen, setSeen] = useState({ values, revision })
  const [changes, setChanges] = useState<Change[]>([])
  if (seen.revision !== revision) {
    const mine: Record<string, unknown> = dirtyFields
    const typed: Record<string, unknown> = form.getValues()
    setSeen({ values, revision })
    setChanges(
      Object.keys(values)
        .filter(name => name !== 'revision' && seen.values[name] !== values[name])
        // What both typed is nobody's change; nor is what this very form has just saved.
        .filter(name => !isSame(typed[name], values[name]))
        .map(name => ({ name, theirs: spelled(values[name]), isMine: Boolean(mine[name]) })),
    )
  }
  const [openedAt] = useState(revision)
  const takeSaved = useEffectEvent(() => form.reset(values, { keepDirtyValues: true, keepErrors: true }))
  useEffect(() => {
    if (revision !== openedAt) takeSaved()
  }, [revision, openedAt])
  return changes
}

/** The fields that another user saved meanwhile; `words` names the fields. */
export function FieldConflicts({ changes, words }: { changes: Change[]; words: Record<string, string> }) {
  if (changes.length === 0) return null
  return (
    <Notice tone="warn" title="Saved by another user meanwhile">
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
