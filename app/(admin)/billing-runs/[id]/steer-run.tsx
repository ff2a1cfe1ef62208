'use client'
import { CirclePlay, CircleSlash, Pause } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { useAction } from '@/components/ui/overlay/use-action'
import type { RunState } from '@/lib/billing-runs/labels'
import type { ActionResult } from '@/lib/http/action-result'
import { cancel, pause, resume } from '../actions'

/** Pause, resume, cancel: what the state of the run allows. */
export function SteerRun({ runId, state }: { runId: number; state: RunState }) {
  const router = useRouter()
  const { busy, run } = useAction('Nothing was changed')
  const [isCancelling, setIsCancelling] = useState(false)
  const steer = async (act: (id: number) => Promise<ActionResult<unknown>>) => {
    await run(() => act(runId))
    router.refresh()
  }
  const canResume = state === 'paused' || state === 'interrupted' || state === 'failed'
  const canCancel = state === 'running' || canResume
  if (!canCancel) return null
  return (
    <>
      <Button icon={CircleSlash} onClick={() => setIsCancelling(true)} {...ConfirmDialog.preloadProps}>
        Cancel run
      </Button>
      {state === 'running' && (
        <Button icon={Pause} busy={busy} onClick={() => steer(pause)}>
          Pause
        </Button>
      )}
      {canResume && (
        <Button variant="primary" icon={CirclePlay} busy={busy} onClick={() => steer(resume)}>
          Resume
        </Button>
      )}
      <ConfirmDialog
        open={isCancelling}
        onOpenChange={setIsCancelling}
        title={`Cancel run #${runId}?`}
        confirm="Cancel the run"
        danger
        action={() => cancel(runId)}
        onDone={() => router.refresh()}
      >
        <p>
          The run stops for good and cannot be resumed. Its charges stay; you can undo them, and a later run
          posts the missing ones.
        </p>
      </ConfirmDialog>
    </>
  )
}
