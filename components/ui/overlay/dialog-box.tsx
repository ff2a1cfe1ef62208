'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { type ReactNode, useMemo } from 'react'
import { classNames } from '../class-names'
import { PanelContext } from '../form/form-context'
import { backdropClasses, dialogPopupClasses } from './dialog-classes'
import { DialogFoot, DialogHead } from './dialog-frame'
import type { Openable } from './lazy-part'

const widths = { sm: 'sm:w-[26rem]', md: 'sm:w-[34rem]', lg: 'sm:w-[48rem]' } as const

/** What `Dialog` draws. */
export function DialogBox({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'md',
  children,
}: DialogProps) {
  const panel = useMemo(
    () => ({ setDirty: () => undefined, close: () => onOpenChange(false) }),
    [onOpenChange],
  )
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={backdropClasses} />
        <Base.Popup className={classNames(dialogPopupClasses, widths[size])}>
          <DialogHead title={title} description={description} />
          <div className="min-h-0 overflow-y-auto p-5">
            <PanelContext value={panel}>{children}</PanelContext>
          </div>
          {footer && <DialogFoot>{footer}</DialogFoot>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export type DialogProps = Openable & {
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  children?: ReactNode
}
