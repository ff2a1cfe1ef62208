'use client'
import type { ReactNode } from 'react'
import type { ActionResult } from '@/lib/http/action-result'
import { type Openable, whenOpened } from './lazy-part'
import { Meanwhile } from './opening'

export type ConfirmProps = Openable & {
  title: ReactNode
  /** The button's words: the deed and the number, "Undo 1,204 charges". */
  confirm: string
  danger?: boolean
  reason?: 'optional' | 'required'
  action: (reason: string) => Promise<ActionResult<unknown>>
  onDone?: () => void
  children?: ReactNode
}

/** Asks before a step that cannot simply be taken back, and stays open with the sentence when it is refused. */
export const ConfirmDialog = whenOpened<ConfirmProps>(
  () => import('./confirm-box').then(file => file.ConfirmBox),
  { meanwhile: <Meanwhile /> },
)
