'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { plural } from '@/components/ui/number'
import { toast } from '@/components/ui/toast'
import { useAsked } from '@/components/ui/use-asked'
import { readUndoCharge, undoOneCharge } from '../../billing-runs/actions'

/** Undo of one charge, with what it would do; also for good, so that the next run leaves the period out. */
export function UndoCharge({ chargeId }: { chargeId: number }) {
  const router = useRouter()
  const asked = useAsked(() => readUndoCharge(chargeId), 'Nothing was undone')
  const { data: preview, open, setOpen, busy, ask } = asked
  const [waive, setWaive] = useState(false)
  return (
    <>
      <Button icon={Undo2} busy={busy} onClick={ask} {...ConfirmDialog.onTheWay}>
        Undo
      </Button>
      {preview && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title="Undo this charge?"
          confirm="Undo 1 charge"
          danger
          reason="required"
          action={reason => undoOneCharge({ chargeId, reason, waive })}
          onDone={() => {
            toast({ title: 'Charge undone' })
            router.refresh()
          }}
        >
          <p>
            A mirror entry of <Money minor={-preview.retailMinor} currency={preview.currency} /> is written
            {preview.movesBalance ? ', the balance goes back' : ''}, and exactly this period can be charged
            again. Nothing is deleted.
          </p>
          {preview.settling.length > 0 && (
            <Notice tone="warn" title="What was settled of its period is undone with it">
              {preview.settling
                .map(run => `${plural(run.lineCount, 'line')} of run #${run.runId}`)
                .join(', ')}
              .
            </Notice>
          )}
          <div className="mt-3">
            <Checkbox value={waive} onValueChange={setWaive} label="Do not charge this period again" />
          </div>
        </ConfirmDialog>
      )}
    </>
  )
}
