'use client'
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, useId, useState } from 'react'
import type { ActionResult } from '@/lib/action-result'
import { Button } from './button'
import { backdropClasses, dialogPopupClasses } from './dialog-classes'
import { LooseField } from './field'
import { Notice } from './notice'
import { TextArea } from './text-input'

type ConfirmProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** The button's words: the deed and the number, "Undo 1,204 charges". */
  confirm: string
  danger?: boolean
  reason?: 'optional' | 'required'
  action: (reason: string) => Promise<ActionResult<unknown>>
  onDone?: () => void
  children?: ReactNode
}

function ConfirmBody({
  onOpenChange,
  title,
  confirm,
  danger,
  reason,
  action,
  onDone,
  children,
}: ConfirmProps) {
  const id = useId()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    if (reason === 'required' && text.trim() === '') return setMissing(true)
    setBusy(true)
    setError(undefined)
    try {
      const result = await action(text.trim())
      if (result.ok) {
        onOpenChange(false)
        onDone?.()
      } else {
        setError([result.formError, ...Object.values(result.fieldErrors ?? {})].filter(Boolean).join(' '))
      }
    } catch {
      setError('Nothing was changed: the server could not be reached. Try again in a moment.')
    }
    setBusy(false)
  }
  return (
    <>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-5">
        <div>
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-muted" render={<div />}>
            {children}
          </AlertDialog.Description>
        </div>
        {reason && (
          <LooseField
            id={id}
            label="Reason"
            optional={reason === 'optional'}
            hint="Kept with the change, for whoever looks later."
            error={missing && text.trim() === '' ? 'Say why, in a few words.' : undefined}
          >
            <TextArea id={id} rows={2} value={text} onValueChange={setText} maxLength={500} />
          </LooseField>
        )}
        {error && <Notice tone="bad">{error}</Notice>}
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
        <Button disabled={busy} onClick={() => onOpenChange(false)}>
          Cancel
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={run}>
          {confirm}
        </Button>
      </div>
    </>
  )
}

/** Asks before a step that cannot simply be taken back, and stays open with the sentence when it is refused. */
export function ConfirmDialog(props: ConfirmProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClasses} />
        <AlertDialog.Popup className={`${dialogPopupClasses} sm:w-[28rem]`}>
          <ConfirmBody {...props} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
