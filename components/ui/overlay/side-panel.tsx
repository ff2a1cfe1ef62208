'use client'
import type { ComponentType } from 'react'
import { later, whenOpened } from './lazy-part'
import { Meanwhile } from './opening'
import type { SidePanelProps } from './side-panel-box'

/**
 * A panel over the list it belongs to, for short forms. Esc, the cross and a press outside close it; once something was
 * typed in the form inside they ask first. The focus goes to the first field, and back to what opened it.
 */
export const SidePanel = whenOpened<SidePanelProps>(
  () => import('./side-panel-box').then(file => file.SidePanelBox),
  { meanwhile: <Meanwhile /> },
)

/** As `later`, for the form of a panel: what leads to it brings the panel as well. */
export function laterInPanel<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const form = later(load)
  const { fetchIt: bringForm } = form
  const fetchIt = () => {
    bringForm()
    SidePanel.fetchIt()
  }
  return Object.assign(form, { fetchIt, onTheWay: { onPointerEnter: fetchIt, onFocus: fetchIt } })
}
