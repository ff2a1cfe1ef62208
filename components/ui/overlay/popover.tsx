'use client'
import { lazyOverlay } from './lazy-part'
import type { PopoverProps } from './popover-box'

/** Something small beside the button that opened it: the page stays within reach. */
export const Popover = lazyOverlay<PopoverProps>(() => import('./popover-box').then(file => file.PopoverBox))
