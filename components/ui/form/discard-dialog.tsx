'use client'
import { Button } from '../button'
import { AlertBox, AlertWords } from '../overlay/alert-box'
import { DialogFoot } from '../overlay/dialog-frame'
import type { Openable } from '../overlay/lazy-part'

/** Asked when something typed would be lost. The safe answer has the focus. */
export function DiscardDialog({ open, onOpenChange, onDiscard }: Openable & { onDiscard: () => void }) {
  const close = () => onOpenChange(false)
  return (
    <AlertBox open={open} onOpenChange={onOpenChange} className="sm:w-96">
      <div className="p-5">
        <AlertWords title="Close without saving?">What you typed here will be lost.</AlertWords>
      </div>
      <DialogFoot>
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
      </DialogFoot>
    </AlertBox>
  )
}
