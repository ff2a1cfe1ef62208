'use client'
import { CircleSlash, FileCheck, ListChecks, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { countText } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import { refusalText } from '@/components/ui/overlay/use-action'
import { useSelection } from '@/components/ui/table/selection'
import type { ChosenLines } from '@/lib/waivers/read/chosen-lines'
import { waive } from '../actions'
import { chargeChosen, readChosen } from './actions'
import { ChargeWords, countOf, deedOf, heldWords, TakeOffWords, type What } from './chosen-actions'
import { type BacklogFilter, useAllMatching } from './use-all-matching'

const buttons = [
  { what: 'charge', label: 'Charge', icon: Play },
  { what: 'waived', label: 'Waive', icon: CircleSlash },
  { what: 'marked_billed', label: 'Mark as billed', icon: FileCheck },
] as const

/** Charge, waive or mark as billed what is selected; or select all that match first. */
export function TakeOff({ filter }: { filter: BacklogFilter }) {
  const { ids, clear } = useSelection()
  const router = useRouter()
  const all = useAllMatching(filter)
  const [what, setWhat] = useState<What>('waived')
  const [asking, setAsking] = useState<What | null>(null)
  const [chosen, setChosen] = useState<ChosenLines | null>(null)
  const [open, setOpen] = useState(false)
  const ask = async (deed: What) => {
    setAsking(deed)
    const answer = await readChosen({ lines: ids }).catch(() => null)
    setAsking(null)
    if (!answer?.ok)
      return toast({ title: 'Nothing was changed', description: refusalText(answer), tone: 'bad' })
    if (countOf(deed, answer.data) === 0) {
      const description =
        deed === 'charge' ? heldWords(answer.data) : 'They are charged or not planned any more.'
      router.refresh()
      return toast({ title: 'There is nothing to do', description, tone: 'bad' })
    }
    setWhat(deed)
    setChosen(answer.data)
    setOpen(true)
  }
  const act = async (reason: string) => {
    const lines = chosen?.keys ?? []
    if (what !== 'charge') return waive({ lines, outcome: what, reason })
    const answer = await chargeChosen({ lines })
    if (answer.ok) router.push(`/billing-runs/${answer.data.runId}`)
    return answer
  }
  const done = () => {
    clear()
    if (what === 'charge') return
    toast({ title: what === 'waived' ? 'Waived' : 'Marked as billed' })
    router.refresh()
  }
  const deed = chosen ? deedOf(what, chosen) : ''
  return (
    <>
      <Button size="sm" variant="plain" icon={ListChecks} onClick={all.busy ? all.stop : all.start}>
        {all.busy ? `${countText(all.count)} so far, stop` : 'All that match'}
      </Button>
      {buttons.map(button => (
        <Button
          key={button.what}
          size="sm"
          icon={button.icon}
          busy={asking === button.what}
          disabled={all.busy || (asking !== null && asking !== button.what)}
          onClick={() => ask(button.what)}
          {...ConfirmDialog.preloadProps}
        >
          {button.label}
        </Button>
      ))}
      {chosen && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`${deed}?`}
          confirm={deed}
          danger={what === 'waived'}
          reason={what === 'charge' ? undefined : 'required'}
          action={act}
          onDone={done}
        >
          {what === 'charge' ? <ChargeWords chosen={chosen} /> : <TakeOffWords what={what} chosen={chosen} />}
        </ConfirmDialog>
      )}
    </>
  )
}
