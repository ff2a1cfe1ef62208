'use client'
import type { ReactNode, RefObject } from 'react'
import { type Openable, whenOpened } from './lazy-part'

export type PopoverProps = Openable & {
  /** The button that opens it. It says `aria-haspopup="dialog"` and `aria-expanded`. */
  anchor: RefObject<HTMLElement | null>
  label: string
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
  /** Where the focus goes; else to the first control in it. */
  initialFocus?: () => HTMLElement | null
  className?: string
  children: ReactNode
}

/** Something small beside the button that opened it: the page stays within reach. */
export const Popover = whenOpened<PopoverProps>(() => import('./popover-box').then(file => file.PopoverBox))
