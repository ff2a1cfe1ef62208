'use client'
import { useRouter } from 'next/navigation'
import { DateInput } from '@/components/ui/date-input'
import { listHref, type SearchParams } from '@/components/ui/list-url'
import { parseDay } from '@/lib/calendar-date'

/** The first and last day of what is listed, kept in the address like every other filter. */
export function DateFilter({
  params,
  from,
  to,
  today,
}: {
  params: SearchParams
  from: string
  to: string
  today: string
}) {
  const router = useRouter()
  const choose = (key: 'from' | 'to') => (value: string) => {
    if (value === '' || parseDay(value) !== null) router.push(listHref(params, { [key]: value || null }))
  }
  return (
    <div className="flex items-center gap-2 max-sm:w-[calc(100vw-2rem)]">
      <span className="w-44 min-w-0 max-sm:flex-1">
        <DateInput
          aria-label="From"
          value={from}
          onValueChange={choose('from')}
          max={to || today}
          today={today}
        />
      </span>
      <span className="text-muted max-sm:sr-only">to</span>
      <span className="w-44 min-w-0 max-sm:flex-1">
        <DateInput
          aria-label="To"
          value={to}
          onValueChange={choose('to')}
          min={from}
          max={today}
          today={today}
        />
      </span>
    </div>
  )
}
