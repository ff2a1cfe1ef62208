'use client'
import type { ReactNode } from 'react'
import { type Openable, whenOpened } from './lazy-part'
import { Meanwhile } from './opening'

export type DialogProps = Openable & {
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  children?: ReactNode
}

/** A dialog in the middle of the window, for something short that is not a form over a list. */
export const Dialog = whenOpened<DialogProps>(() => import('./dialog-box').then(file => file.DialogBox), {
  meanwhile: <Meanwhile />,
})
