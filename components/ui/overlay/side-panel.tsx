'use client'
import type { ComponentType } from 'react'
import { lazyOverlay, lazyPart } from './lazy-part'
import { OverlayLoading } from './overlay-loading'
import type { SidePanelProps } from './side-panel-box'

/**
 * A panel over the list it belongs to, for short forms. Esc, the cross and a press outside close it; once something was
 * typed in the form inside they ask first. The focus goes to the first field, and back to what opened it.
 */
export const SidePanel = lazyOverlay<SidePanelProps>(
  () => import('./side-panel-box').then(file => file.SidePanelBox),
  { loading: <OverlayLoading /> },
)

/** As `lazyPart`, for the form of a panel: what leads to it fetches the panel as well. */
export function lazyPanelForm<Props extends object>(fetchCode: () => Promise<ComponentType<Props>>) {
  const form = lazyPart(fetchCode)
  const { preload: preloadForm } = form
  const preload = () => {
    preloadForm()
    SidePanel.preload()
  }
  return Object.assign(form, { preload, preloadProps: { onPointerEnter: preload, onFocus: preload } })
}
