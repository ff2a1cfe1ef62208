'use client'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateInput } from '@/components/ui/fields/date-input'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { parseDay } from '@/lib/calendar-date'

const dates = [
  {
    value: 'billed',
    label: 'By billing date',
    hint: 'Charges dated in this range, with the entries that undid them later.',
  },
  {
    value: 'posted',
    label: 'By posting date',
    hint: 'Entries posted in this range, for the books: a past month never changes.',
  },
]

function lastDayProblem(from: string, to: string): string | undefined {
  if (parseDay(to) === null) return 'Enter a date such as 2026-03-31.'
  return to < from ? 'Not before the first day.' : undefined
}

const problemOf = (from: string, to: string) => ({
  from: parseDay(from) === null ? 'Enter a date such as 2026-03-01.' : undefined,
  to: lastDayProblem(from, to),
})

export function ExportChargesForm({ today, ...range }: { from: string; to: string; today: string }) {
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const [by, setBy] = useState('billed')
  const [isAsked, setAsked] = useState(false)
  const found = problemOf(from, to)
  const problems = isAsked ? found : { from: undefined, to: undefined }
  const download = () => {
    setAsked(true)
    if (found.from ?? found.to) return
    window.location.assign(`/billing-runs/charges.csv?from=${from}&to=${to}&by=${by}`)
  }
  return (
    <form
      className="flex flex-col gap-4 p-5"
      onSubmit={event => {
        event.preventDefault()
        download()
      }}
    >
      <StandaloneField id="export-from" label="From" error={problems.from}>
        <DateInput id="export-from" value={from} onValueChange={setFrom} today={today} />
      </StandaloneField>
      <StandaloneField id="export-to" label="To" error={problems.to}>
        <DateInput id="export-to" value={to} onValueChange={setTo} today={today} />
      </StandaloneField>
      <StandaloneField id="export-by" label="Select by">
        <RadioGroup id="export-by" options={dates} value={by} onValueChange={setBy} />
      </StandaloneField>
      <Button type="submit" variant="primary" icon={Download}>
        Download charges.csv
      </Button>
    </form>
  )
}
