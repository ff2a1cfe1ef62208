'use client'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { calendarDateText } from '@/lib/date-text'
import { runBilling } from '../actions'

/** Posts a run for one customer, through today. */
export function ChargeNow({
  customerId,
  customer,
  today,
}: {
  customerId: number
  customer: string
  today: string
}) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const post = async () => {
    const answer = await runBilling({ customerIds: [customerId], throughOn: today, mode: 'post' })
    if (answer.ok && 'runId' in answer.data) router.push(`/billing-runs/${answer.data.runId}`)
    return answer
  }
  const deed = `Charge ${customer}`
  return (
    <>
      <IconButton label={deed} icon={Play} onClick={() => setOpen(true)} {...ConfirmDialog.preloadProps} />
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`${deed} through ${calendarDateText(today)}?`}
        confirm={deed}
        action={post}
      >
        <p>
          A run for this customer charges everything that is due and not charged yet. What is held for funds
          stays held while they are short. You can undo the run afterwards.
        </p>
      </ConfirmDialog>
    </>
  )
}
