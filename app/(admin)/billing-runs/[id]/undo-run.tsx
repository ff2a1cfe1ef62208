'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Money } from '@/components/ui/figure/money'
import { countText, plural } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { usePreviewDialog } from '@/components/ui/overlay/use-preview-dialog'
import type { UndoPreview } from '@/lib/billing-runs/undo/preview'
import { readUndo, undo } from '../actions'

function Later({ dependents }: { dependents: UndoPreview['dependents'] }) {
  if (dependents.length === 0) return null
  const settling = dependents.filter(run => run.settledCount > 0)
  const staying = dependents.filter(run => run.lineCount > run.settledCount)
  return (
    <>
      {settling.length > 0 && (
        <Notice tone="warn" title="Later settlements of these periods are undone as well">
          {settling.map(run => `${plural(run.settledCount, 'line')} of run #${run.runId}`).join(', ')}.
        </Notice>
      )}
      {staying.length > 0 && (
        <Notice tone="warn" title="Later runs build on this one">
          The same assignments were charged again by{' '}
          {staying
            .map(run => `run #${run.runId} (${plural(run.lineCount - run.settledCount, 'line')})`)
            .join(', ')}
          . As long as those charges stay, the periods of this run come back on their earlier terms. To charge
          them by the current terms, undo those charges as well.
        </Notice>
      )}
    </>
  )
}

/** What the next runs would post for the same periods, by currency. */
function Instead({ preview }: { preview: UndoPreview }) {
  const { instead, chargeCount } = preview
  if (chargeCount === 0) return null
  const isPart = instead.chargeCount < chargeCount
  return (
    <section className="my-2">
      <h3 className="font-semibold">The next run would charge instead, by the current terms</h3>
      {instead.sums.length === 0 && <p className="text-muted">Nothing for these periods.</p>}
      <ul>
        {instead.sums.map(({ currency, lineCount, retailMinor }) => (
          <li key={currency} className="flex items-baseline gap-3 border-b border-line py-1 last:border-0">
            <span className="min-w-0 flex-1 text-muted">{plural(lineCount, 'line')}</span>
            <Money minor={retailMinor} currency={currency} />
          </li>
        ))}
      </ul>
      {isPart && (
        <p className="text-muted">
          Worked out for {plural(instead.chargeCount, 'charge')} of{' '}
          {plural(instead.customerCount, 'customer')} out of {countText(chargeCount)}.
        </p>
      )}
    </section>
  )
}

/** Undo with what it would do, asked when the dialog is about to open: counts on the page may be old. */
export function UndoRun({ runId }: { runId: number }) {
  const router = useRouter()
  const {
    data: preview,
    open,
    setOpen,
    busy,
    ask,
  } = usePreviewDialog(() => readUndo(runId), 'Nothing was undone')
  return (
    <>
      <Button icon={Undo2} busy={busy} onClick={ask} {...ConfirmDialog.preloadProps}>
        Undo
      </Button>
      {preview && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`Undo run #${runId}?`}
          confirm={`Undo ${plural(preview.chargeCount, 'charge')}`}
          danger
          reason="required"
          action={reason => undo({ runId, reason })}
          onDone={() => router.refresh()}
        >
          <p>
            Each of its {plural(preview.chargeCount, 'charge')} gets a mirror entry, the balances of{' '}
            {plural(preview.customerCount, 'customer')} go back, and exactly these periods can be charged
            again. Nothing is deleted.
          </p>
          <ul className="my-2">
            {preview.sums.map(({ currency, retailMinor }) => (
              <li key={currency}>
                <Money minor={retailMinor} currency={currency} />
              </li>
            ))}
          </ul>
          <Instead preview={preview} />
          <Later dependents={preview.dependents} />
        </ConfirmDialog>
      )}
    </>
  )
}
