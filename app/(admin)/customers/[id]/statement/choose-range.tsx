'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { DateInput } from '@/components/ui/date-input'
import { LooseField } from '@/components/ui/loose-field'

type Range = { from: string; to: string }

/** The range of a statement; it is in the address. */
export function ChooseRange({ range, today, lastMonth }: { range: Range; today: string; lastMonth: Range }) {
  const router = useRouter()
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const [busy, start] = useTransition()
  const show = (next: Range) => {
    setFrom(next.from)
    setTo(next.to)
    start(() => router.push(`?from=${next.from}&to=${next.to}`))
  }
  return (
    <form
      className="flex flex-wrap items-end gap-3 print:hidden"
      onSubmit={event => {
        event.preventDefault()
        show({ from, to })
      }}
    >
      <LooseField id="statement-from" label="From">
        <DateInput id="statement-from" value={from} onValueChange={setFrom} today={today} />
      </LooseField>
      <LooseField id="statement-to" label="To">
        <DateInput id="statement-to" value={to} onValueChange={setTo} today={today} />
      </LooseField>
      <Button type="submit" variant="primary" busy={busy}>
        Show
      </Button>
      <Button onClick={() => show(lastMonth)}>Last month</Button>
    </form>
  )
}
