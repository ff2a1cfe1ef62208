'use client'
import type { RefObject } from 'react'

type Details = { reason: string; event: Event; cancel: () => void }

/**
 * A listener for what a button of ours opens and closes by itself, where the library knows that button only as the place
 * to stand beside: a press on it while it is open is not a press outside, or it would close and open again.
 */
export function changeOf(button: RefObject<HTMLElement | null>, onOpenChange: (open: boolean) => void) {
  return (open: boolean, details: Details) => {
    const { target } = details.event
    const isOwn = target instanceof Node && button.current?.contains(target)
    if (isOwn && (details.reason === 'outside-press' || details.reason === 'focus-out')) details.cancel()
    else onOpenChange(open)
  }
}
