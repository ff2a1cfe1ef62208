'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Fragment, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/fields/checkbox'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import { usePreviewDialog } from '@/components/ui/overlay/use-preview-dialog'
import { kindWords } from '@/lib/billing-runs/labels'
import type { UndoChargePreview } from '@/lib/charges/write'
import { readUndoCharge, undoOneCharge } from '../../billing-runs/actions'

const mostShown = 8

/** What the next runs would post for the period, and what holds it to former terms. */
function Instead({ preview }: { preview: UndoChargePreview }) {
  const { currency, instead, holding, moreHolding } = preview
  return (
    <section className="mt-3 flex flex-col gap-2">
      <h3 className="font-semibold">The next run would charge instead</h3>
      {instead.length === 0 && <p className="text-muted">Nothing for this period, by the terms of now.</p>}
      <ul className="flex flex-col">
        {instead.slice(0, mostShown).map(line => (
          <li
            key={`${line.kind}:${line.periodFrom}`}
            className="flex items-baseline gap-3 border-b border-line py-1 last:border-0"
          >
            <CalendarDate date={line.billingOn} />
            <span className="min-w-0 flex-1 truncate text-muted">{kindWords[line.kind]}</span>
            <Money minor={line.retailMinor} currency={currency} />
          </li>
        ))}
        {instead.length > mostShown && (
          <li className="py-1 text-muted">and {plural(instead.length - mostShown, 'more charge')}</li>
        )}
      </ul>
      {holding.length > 0 && (
        <Notice tone="warn" title="Later charges keep this period on its earlier terms">
          To charge by the current terms, undo these as well:{' '}
          {holding.map(({ id, runId, billingOn }, at) => (
            <Fragment key={id}>
              {at > 0 && ', '}
              <Link href={`/charges/${id}`} className="underline underline-offset-2">
                charge {id}
              </Link>{' '}
              of <CalendarDate date={billingOn} /> (run #{runId})
            </Fragment>
          ))}
          {moreHolding > 0 && ` and ${plural(moreHolding, 'more charge')}`}.
        </Notice>
      )}
    </section>
  )
}

/** Undo of one charge, with what it would do; also for good, so that the next run leaves the period out. */
export function UndoCharge({ chargeId }: { chargeId: number }) {
  const router = useRouter()
  const asked = usePreviewDialog(() => readUndoCharge(chargeId), 'Nothing was undone')
  const { data: preview, open, setOpen, busy, ask } = asked
  const [waive, setWaive] = useState(false)
  return (
    <>
      <Button icon={Undo2} busy={busy} onClick={ask} {...ConfirmDialog.preloadProps}>
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
            <Notice tone="warn" title="Later settlements of this period are undone as well">
              {preview.settling
                .map(run => `${plural(run.lineCount, 'line')} of run #${run.runId}`)
                .join(', ')}
              .
            </Notice>
          )}
          {!waive && !preview.isUndone && <Instead preview={preview} />}
          <div className="mt-3">
            <Checkbox value={waive} onValueChange={setWaive} label="Do not charge this period again" />
          </div>
        </ConfirmDialog>
      )}
    </>
  )
}
