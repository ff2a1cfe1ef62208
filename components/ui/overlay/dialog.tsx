'use client'
import type { DialogProps } from './dialog-box'
import { lazyOverlay } from './lazy-part'
import { OverlayLoading } from './overlay-loading'

/** A dialog in the middle of the window, for something short that is not a form over a list. */
export const Dialog = lazyOverlay<DialogProps>(() => import('./dialog-box').then(file => file.DialogBox), {
  loading: <OverlayLoading />,
})
