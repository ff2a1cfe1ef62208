'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { classNames } from '../class-names'
import { changeOf } from './button-change'
import type { Openable } from './lazy-part'

/** What `Popover` draws. */
export function PopoverBox({
  open,
  onOpenChange,
  anchor,
  label,
  side = 'bottom',
  align = 'start',
  initialFocus,
  className,
  children,
}: PopoverProps) {
  return (
    <Base.Root modal="trap-focus" open={open} onOpenChange={changeOf(anchor, onOpenChange)}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} align={align} sideOffset={6} className="z-60">
          <Base.Popup
            aria-label={label}
            initialFocus={initialFocus ?? true}
            className={classNames('floating', className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

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
