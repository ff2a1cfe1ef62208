'use client'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { plural } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import type { AheadSums } from '@/lib/billing-runs/confirm-ahead'
import { calendarDateText } from '@/lib/date-text'
import type { ActionResult } from '@/lib/http/action-result'
import { runBilling } from '../actions'
import { AskedSums } from '../confirm-ahead'

/** Runs billing over the scope and date of a run that is already there: a simulation, or one that was interrupted. */
export function PostRun({
  customerIds,
  throughOn,
  today,
  scope,
  label,
}: {
  /** None for all. */
  customerIds: readonly number[]
  throughOn: string
  today: string
  /** Whom it covers: "all customers". */
  scope: string
  label: string
}) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [sums, setSums] = useState<AheadSums | null>(null)
  const post = async (): Promise<ActionResult<unknown>> => {
    const answer = await runBilling({
      customerIds: [...customerIds],
      throughOn,
      mode: 'post',
      ahead: sums !== null,
    })
    if (!answer.ok) return answer
    if ('asked' in answer.data) {
      setSums(answer.data.asked)
      // The dialog stays: the next press posts.
      return { ok: false }
    }
    router.push(`/billing-runs/${answer.data.runId}`)
    return answer
  }
  return (
    <>
      <Button variant="primary" icon={Play} onClick={() => setOpen(true)} {...ConfirmDialog.preloadProps}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={next => {
          setOpen(next)
          setSums(null)
        }}
        title={`Post charges through ${calendarDateText(throughOn)}?`}
        confirm={`Post ${sums ? plural(sums.lineCount, 'charge') : 'charges'} through ${calendarDateText(throughOn)}`}
        action={post}
      >
        <p>
          Everything that is due for {scope} and was not charged yet is charged now, from the data as it is at
          this moment. You can undo the run afterwards.
        </p>
        {throughOn > today && (
          <div className="mt-2">
            <Notice tone="warn">
              This date is in the future: usage after today is not known yet, and a minimum spend whose window
              closes by then is charged with the usage received so far.
            </Notice>
          </div>
        )}
        {sums && (
          <div className="mt-2">
            <AskedSums sums={sums} />
          </div>
        )}
      </ConfirmDialog>
    </>
  )
}
