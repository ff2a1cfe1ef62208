'use client'
import { type ReactNode, useId, useState } from 'react'
import type { ActionResult } from '@/lib/action-result'
import { Button } from './button'
import { dialogClasses } from './dialog-classes'
import { LooseField } from './loose-field'
import { Modal } from './modal'
import { AlertWords, ModalFoot } from './modal-parts'
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
  words,
  onOpenChange,
  title,
  confirm,
  danger,
  reason,
  action,
  onDone,
  children,
}: ConfirmProps & { words: string }) {
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
        <AlertWords id={words} title={title}>
          {children}
        </AlertWords>
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
      <ModalFoot>
        <Button disabled={busy} onClick={() => onOpenChange(false)}>
          Cancel
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={run}>
          {confirm}
        </Button>
      </ModalFoot>
    </>
  )
}

/** Asks before a step that cannot simply be taken back, and stays open with the sentence when it is refused. */
export function ConfirmDialog(props: ConfirmProps) {
  const id = useId()
  return (
    <Modal
      isAlert
      open={props.open}
      onClose={() => props.onOpenChange(false)}
      labelledBy={id}
      describedBy={props.children ? `${id}-more` : undefined}
      className={`${dialogClasses} sm:w-[28rem]`}
    >
      <ConfirmBody words={id} {...props} />
    </Modal>
  )
}
