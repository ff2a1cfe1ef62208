'use client'
import type { ConfirmProps } from './confirm-box'
import { whenOpened } from './lazy-part'
import { Meanwhile } from './opening'

/** Asks before a step that cannot simply be taken back, and stays open with the sentence when it is refused. */
export const ConfirmDialog = whenOpened<ConfirmProps>(
  () => import('./confirm-box').then(file => file.ConfirmBox),
  { meanwhile: <Meanwhile /> },
)
