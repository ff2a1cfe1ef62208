'use client'
import { CircleSlash, FileCheck } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { plural } from '@/components/ui/number'
import { useSelection } from '@/components/ui/selection'
import { toast } from '@/components/ui/toast'
import type { PlannedKey } from '@/lib/billing-runs/schema'
import { waive } from '../actions'

const kinds = ['setup', 'one_time', 'recurring', 'minimum_spend', 'credit'] as const

/** What a row's key says; null where it is no key of this list. */
function keyOf(text: string): PlannedKey | null {
  const [id, kindText, periodFrom, billingOn] = text.split('.')
  const kind = kinds.find(known => known === kindText)
  if (!kind || !periodFrom || !billingOn) return null
  return { assignmentId: Number(id), kind, periodFrom, billingOn }
}

/** Waive or mark as billed what is selected. */
export function TakeOff() {
  const { ids, count, clear } = useSelection()
  const router = useRouter()
  const [outcome, setOutcome] = useState<'waived' | 'marked_billed'>('waived')
  const [open, setOpen] = useState(false)
  const ask = (what: typeof outcome) => {
    setOutcome(what)
    setOpen(true)
  }
  const isWaive = outcome === 'waived'
  const deed = isWaive ? `Waive ${plural(count, 'charge')}` : `Mark ${plural(count, 'charge')} as billed`
  return (
    <>
      <Button size="sm" icon={CircleSlash} onClick={() => ask('waived')}>
        Waive
      </Button>
      <Button size="sm" icon={FileCheck} onClick={() => ask('marked_billed')}>
        Mark as billed
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`${deed}?`}
        confirm={deed}
        danger={isWaive}
        reason="required"
        action={reason => waive({ lines: [...ids].map(keyOf).filter(key => key !== null), outcome, reason })}
        onDone={() => {
          toast({ title: isWaive ? 'Waived' : 'Marked as billed' })
          clear()
          router.refresh()
        }}
      >
        <p>
          {isWaive
            ? 'These periods are never charged.'
            : 'These periods were billed elsewhere and are not charged here.'}{' '}
          Each run names them as skipped. It can be taken back below the list.
        </p>
      </ConfirmDialog>
    </>
  )
}
