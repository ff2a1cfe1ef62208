'use client'
import { useId } from 'react'
import { Button } from './button'
import { dialogClasses } from './dialog-classes'
import { Modal } from './modal'
import { AlertWords, ModalFoot } from './modal-parts'

/** Asked when something typed would be lost. The safe answer has the focus. */
export function DiscardDialog({
  open,
  onOpenChange,
  onDiscard,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  onDiscard: () => void
}) {
  const id = useId()
  const close = () => onOpenChange(false)
  return (
    <Modal
      isAlert
      open={open}
      onClose={close}
      labelledBy={id}
      describedBy={`${id}-more`}
      className={`${dialogClasses} sm:w-96`}
    >
      <div className="p-5">
        <AlertWords id={id} title="Close without saving?">
          What you typed here will be lost.
        </AlertWords>
      </div>
      <ModalFoot>
        <Button onClick={close}>Keep editing</Button>
        <Button
          variant="danger"
          onClick={() => {
            close()
            onDiscard()
          }}
        >
          Discard
        </Button>
      </ModalFoot>
    </Modal>
  )
}
