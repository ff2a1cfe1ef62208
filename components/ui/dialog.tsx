'use client'
import { type ReactNode, useId, useMemo } from 'react'
import { classNames } from './class-names'
import { dialogClasses } from './dialog-classes'
import { PanelContext } from './form-context'
import { Modal } from './modal'
import { ModalFoot, ModalHead } from './modal-parts'

const widths = { sm: 'sm:w-[26rem]', md: 'sm:w-[34rem]', lg: 'sm:w-[48rem]' } as const

/** A dialog in the middle of the window, for something short that is not a form over a list. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'md',
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  size?: keyof typeof widths
  children?: ReactNode
}) {
  const id = useId()
  const close = () => onOpenChange(false)
  const panel = useMemo(
    () => ({ setDirty: () => undefined, close: () => onOpenChange(false) }),
    [onOpenChange],
  )
  return (
    <Modal
      open={open}
      onClose={close}
      labelledBy={id}
      describedBy={description ? `${id}-more` : undefined}
      className={classNames(dialogClasses, widths[size])}
    >
      <ModalHead id={id} title={title} description={description} onClose={close} />
      <div className="min-h-0 overflow-y-auto p-5">
        <PanelContext value={panel}>{children}</PanelContext>
      </div>
      {footer && <ModalFoot>{footer}</ModalFoot>}
    </Modal>
  )
}
