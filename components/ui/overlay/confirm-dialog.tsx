'use client'
import type { ConfirmProps } from './confirm-box'
import { lazyOverlay } from './lazy-part'
import { OverlayLoading } from './overlay-loading'

/** Asks before a step that cannot simply be taken back, and stays open with the sentence when it is refused. */
export const ConfirmDialog = lazyOverlay<ConfirmProps>(
  () => import('./confirm-box').then(file => file.ConfirmBox),
  { loading: <OverlayLoading /> },
)
