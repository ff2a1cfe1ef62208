'use client'
import { type ReactNode, useId, useState } from 'react'
import type { ActionResult } from '@/lib/http/action-result'
import { Button } from '../button'
import { TextArea } from '../fields/text-input'
import { StandaloneField } from '../form/standalone-field'
import { Notice } from '../notice'
import { AlertBox, AlertWords } from './alert-box'
import { DialogFoot } from './dialog-frame'
import type { Openable } from './lazy-part'

function ConfirmBody({
  onOpenChange,
  title,
  confirm,
  danger,
  reason,
  action,
  onDone,
  busy,
  setBusy,
  children,
}: ConfirmProps & { busy: boolean; setBusy: (busy: boolean) => void }) {
  const id = useId()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<string>()
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
        <AlertWords title={title}>{children}</AlertWords>
        {reason && (
          <StandaloneField
            id={id}
            label="Reason"
            optional={reason === 'optional'}
            hint="Recorded with the change."
            error={missing && text.trim() === '' ? 'Say why, in a few words.' : undefined}
          >
            <TextArea id={id} rows={2} value={text} onValueChange={setText} maxLength={500} />
          </StandaloneField>
        )}
        {error && <Notice tone="bad">{error}</Notice>}
      </div>
      <DialogFoot>
        <Button disabled={busy} onClick={() => onOpenChange(false)}>
          Cancel
        </Button>
        <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={run}>
          {confirm}
        </Button>
      </DialogFoot>
    </>
  )
}

/** What `ConfirmDialog` draws. */
export function ConfirmBox(props: ConfirmProps) {
  const [busy, setBusy] = useState(false)
  // While it works it stays: a refusal must find somebody.
  const change = (open: boolean) => {
    if (!busy) props.onOpenChange(open)
  }
  return (
    <AlertBox open={props.open} onOpenChange={change} className="sm:w-[28rem]">
      <ConfirmBody {...props} busy={busy} setBusy={setBusy} />
    </AlertBox>
  )
}

export type ConfirmProps = Openable & {
  title: ReactNode
  /** The button's words: the deed and the number, "Undo 1,204 charges". */
  confirm: string
  danger?: boolean
  reason?: 'optional' | 'required'
  action: (reason: string) => Promise<ActionResult<unknown>>
  onDone?: () => void
  children?: ReactNode
}
