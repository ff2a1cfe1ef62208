'use client'
import { useState } from 'react'
import { DateInput } from '@/components/ui/fields/date-input'
import { useListNavigation } from '@/components/ui/table/list-navigation'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'
import { parseDay } from '@/lib/calendar-date'
import type { AskedDates } from './date-range'

type DayOf = { label: string; value: string; min?: string; max?: string; today: string }

/** One end of the range. Half a date is only typed so far: the list waits for the rest of it. */
function Day({ label, value, onChoose, ...limits }: DayOf & { onChoose: (value: string) => void }) {
  const [text, setText] = useState(value)
  const [shown, setShown] = useState(value)
  // The address moved, by this or by a cleared filter: it is followed.
  if (shown !== value) {
    setShown(value)
    setText(value)
  }
  return (
    <span className="w-44 min-w-0 max-sm:flex-1">
      <DateInput
        aria-label={label}
        value={text}
        onValueChange={next => {
          setText(next)
          if (next !== value && (next === '' || parseDay(next) !== null)) onChoose(next)
        }}
        {...limits}
      />
    </span>
  )
}

/** The first and last day of what is listed, kept in the address like every other filter. */
export function DateFilter({
  params,
  dates: { from, to },
  today,
}: {
  params: SearchParams
  dates: AskedDates
  today: string
}) {
  const nav = useListNavigation()
  const choose = (key: 'from' | 'to') => (value: string) => nav.go(listHref(params, { [key]: value || null }))
  return (
    <div className="flex items-center gap-2 max-sm:w-[calc(100vw-2rem)]">
      <Day label="From" value={from ?? ''} max={to ?? today} today={today} onChoose={choose('from')} />
      <span className="text-muted max-sm:sr-only">to</span>
      <Day
        label="To"
        value={to ?? ''}
        min={from ?? undefined}
        max={today}
        today={today}
        onChoose={choose('to')}
      />
    </div>
  )
}
