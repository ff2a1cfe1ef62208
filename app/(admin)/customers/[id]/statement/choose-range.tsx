'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { DateInput } from '@/components/ui/fields/date-input'
import { focusFirstInvalid } from '@/components/ui/form/focus-invalid'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { parseDay } from '@/lib/calendar-date'

type Range = { from: string; to: string }

const dateProblem = (text: string) =>
  parseDay(text) === null ? 'Enter a date such as 2026-03-15.' : undefined

function problemsOf({ from, to }: Range): { from?: string; to?: string } {
  const problems = { from: dateProblem(from), to: dateProblem(to) }
  if (problems.from ?? problems.to) return problems
  return from > to ? { to: 'Not before the first day.' } : {}
}

/** The range of a statement; it is in the address. */
export function ChooseRange({ range, today, lastMonth }: { range: Range; today: string; lastMonth: Range }) {
  const router = useRouter()
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const [busy, start] = useTransition()
  const [isAsked, setAsked] = useState(false)
  const problems = isAsked ? problemsOf({ from, to }) : {}
  const show = (next: Range) => {
    setFrom(next.from)
    setTo(next.to)
    setAsked(true)
    const found = problemsOf(next)
    if (found.from ?? found.to) return focusFirstInvalid()
    start(() => router.push(`?from=${next.from}&to=${next.to}`))
  }
  return (
    <form
      className="flex flex-wrap items-start gap-3 print:hidden"
      onSubmit={event => {
        event.preventDefault()
        show({ from, to })
      }}
    >
      <StandaloneField id="statement-from" label="From" error={problems.from}>
        <DateInput id="statement-from" value={from} onValueChange={setFrom} today={today} />
      </StandaloneField>
      <StandaloneField id="statement-to" label="To" error={problems.to}>
        <DateInput id="statement-to" value={to} onValueChange={setTo} today={today} />
      </StandaloneField>
      {/* In line with the inputs, whatever stands under them. */}
      <span className="flex gap-3 sm:pt-6">
        <Button type="submit" variant="primary" busy={busy}>
          Show
        </Button>
        <Button onClick={() => show(lastMonth)}>Last month</Button>
      </span>
    </form>
  )
}
