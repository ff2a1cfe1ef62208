'use client'
import { Popover as Base } from '@base-ui/react/popover'
import { classNames } from '../class-names'
import { changeOf } from './button-change'
import type { PopoverProps } from './popover'

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
