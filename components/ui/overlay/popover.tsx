'use client'
import { whenOpened } from './lazy-part'
import type { PopoverProps } from './popover-box'

/** Something small beside the button that opened it: the page stays within reach. */
export const Popover = whenOpened<PopoverProps>(() => import('./popover-box').then(file => file.PopoverBox))
