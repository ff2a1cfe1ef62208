'use client'
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Button } from './button'
import { dialogPopupClasses } from './dialog-classes'

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
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Popup className={`${dialogPopupClasses} sm:w-96`}>
          <div className="p-5">
            <AlertDialog.Title className="text-lg font-semibold">Close without saving?</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 text-muted">
              What you typed here will be lost.
            </AlertDialog.Description>
          </div>
          <div className="flex justify-end gap-2 px-5 pb-5">
            <Button onClick={() => onOpenChange(false)}>Keep editing</Button>
            <Button
              variant="danger"
              onClick={() => {
                onOpenChange(false)
                onDiscard()
              }}
            >
              Discard
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
