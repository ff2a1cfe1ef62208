'use client'
import { CircleSlash } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import { toast } from '@/components/ui/overlay/toast'
import { useAction } from '@/components/ui/overlay/use-action'
import { calendarDateText } from '@/lib/date-text'
import type { ComingWaiver } from '@/lib/waivers/schema'
import { takeBackOne, waiveOne } from './actions'

/** The menu of one coming charge: waive it, with a reason. */
export function WaiveLine({
  line,
  what,
  retailMinor,
  currency,
}: {
  line: Omit<ComingWaiver, 'reason'>
  what: string
  retailMinor: bigint
  currency: string
}) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const day = calendarDateText(line.billingOn)
  return (
    <>
      <Menu
        label={`${what} on ${day}`}
        items={[
          {
            label: 'Waive…',
            icon: CircleSlash,
            preloadProps: ConfirmDialog.preloadProps,
            onSelect: () => setOpen(true),
          },
        ]}
      />
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Waive the charge of ${day}?`}
        confirm="Waive 1 charge"
        danger
        reason="required"
        action={reason => waiveOne({ ...line, reason })}
        onDone={() => {
          toast({ title: `Waived: the charge of ${day}` })
          router.refresh()
        }}
      >
        <p>
          {what} of <CalendarDate date={line.billingOn} />, <Money minor={retailMinor} currency={currency} />,
          is never charged. Runs name it as waived. It can be taken back here until that day.
        </p>
      </ConfirmDialog>
    </>
  )
}

/** Lets a waived charge come again. */
export function TakeBackLine({ id, label }: { id: number; label: string }) {
  const router = useRouter()
  const { busy, run } = useAction('Nothing was changed')
  const takeBack = async () => {
    if (!(await run(() => takeBackOne(id)))) return
    toast({ title: 'Taken back', description: 'The charge comes again.' })
    router.refresh()
  }
  return (
    <button
      type="button"
      disabled={busy}
      onClick={takeBack}
      aria-label={`Take back: ${label}`}
      className="inline-flex min-h-6 shrink-0 items-center rounded px-1.5 text-xs font-medium text-accent hover:bg-hover hover:underline disabled:opacity-50"
    >
      Take back
    </button>
  )
}
