'use client'
import { type ComponentType, lazy } from 'react'

/**
 * A part of a panel that few who open the page want: its code comes when it is first drawn; the panel says so meanwhile.
 * Spread its `onTheWay` on what leads to it, and the code comes while the hand is still moving there.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const fetchIt = () => {
    // Should it fail it is fetched again when it is drawn, and says so there.
    load().catch(() => undefined)
  }
  const part = lazy(async () => ({ default: await load() }))
  return Object.assign(part, { onTheWay: { onPointerEnter: fetchIt, onFocus: fetchIt } })
}
