'use client'
import type { ReactNode } from 'react'
import { Notice } from '../notice'
import { Spinner } from '../spinner'
import type { Answer } from './use-live-answer'

/** What the server says to a half-typed form (`useLiveAnswer`), read out when it changes: that it works, why it cannot, or the answer. */
export function AnswerSection({
  label,
  waiting,
  answer: { isWaiting, problem },
  children,
}: {
  label: string
  waiting: string
  answer: Answer<unknown>
  children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      aria-live="polite"
      aria-busy={isWaiting || undefined}
      className="flex flex-col gap-3"
    >
      {isWaiting && (
        <p className="flex items-center gap-2 text-muted">
          <Spinner /> {waiting}
        </p>
      )}
      {!isWaiting && problem && <Notice tone="warn">{problem}</Notice>}
      {children}
    </section>
  )
}
