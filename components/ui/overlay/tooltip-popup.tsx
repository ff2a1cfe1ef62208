'use client'
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode, RefObject } from 'react'
import type { Openable } from './lazy-part'

export type TooltipProps = Openable & {
  anchor: RefObject<Element | null>
  side: 'top' | 'bottom' | 'left' | 'right'
  text: ReactNode
}

/** What `Tooltip` shows. The control beside it has its own name. */
export function TooltipPopup({ open, onOpenChange, anchor, side, text }: TooltipProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} className="pointer-events-none z-60">
          <Base.Popup
            role="tooltip"
            className="floating flex max-w-64 items-center gap-1.5 px-2 py-1 text-xs"
          >
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
