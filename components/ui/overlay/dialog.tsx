'use client'
import type { DialogProps } from './dialog-box'
import { whenOpened } from './lazy-part'
import { Meanwhile } from './opening'

/** A dialog in the middle of the window, for something short that is not a form over a list. */
export const Dialog = whenOpened<DialogProps>(() => import('./dialog-box').then(file => file.DialogBox), {
  meanwhile: <Meanwhile />,
})
