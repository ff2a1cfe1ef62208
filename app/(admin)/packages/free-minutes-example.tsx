'use client'
import { useId, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Price } from '@/components/ui/figure/money'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import type { Terms } from '@/lib/billing/terms'
import { formatDay } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import type { PackageFields } from '@/lib/packages/fields'
import { freeMinutesExample } from '@/lib/packages/free-minutes-example'
import type { WhatIf } from '@/lib/packages/preview'
import { destinations } from './actions'
import { Destinations } from './destinations'

function poolText({ from, to }: { from: number; to: number | null }): string {
  const start = calendarDateText(formatDay(from))
  return to === null
    ? `from ${start} for as long as it runs`
    : `${start} to ${calendarDateText(formatDay(to - 1))}`
}

const minutesText = (seconds: number) => `${seconds / 60} min`

/** Where the minutes are free, which days share a pool, and what a call past its end costs. */
export function FreeMinutesExample({
  terms,
  currency,
  whatIf,
}: {
  terms: Terms
  currency: string
  whatIf: WhatIf
}) {
  const id = useId()
  const { control } = useFormContext<PackageFields>()
  const typed = useWatch({ control, name: 'destination' })
  const [minutes, setMinutes] = useState('100')
  const count = /^\d{1,7}$/.test(minutes) ? Number(minutes) : 0
  const { data } = useLiveAnswer(typed, destinations)
  const example = count >= 2 ? freeMinutesExample(terms, whatIf, count) : null
  const [used, cut] = example?.calls ?? []
  return (
    <section
      aria-label="Free minutes by example"
      className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-2.5"
    >
      {data && (
        <div aria-live="polite">
          <h3 className="text-xs text-muted">Free destinations</h3>
          <Destinations destinations={data} />
        </div>
      )}
      <StandaloneField
        id={id}
        label="Try with free minutes of"
        className="[&_input]:max-w-28"
        error={count < 2 ? 'Enter 2 or more.' : undefined}
      >
        <IntegerInput id={id} value={minutes} onValueChange={setMinutes} />
      </StandaloneField>
      {example && used && cut && (
        <>
          <p className="text-muted">
            Each period has its own pool, and what is left of it expires:{' '}
            {example.pools.map(poolText).join(', then ')}.
          </p>
          {terms.retailMicro > 0 && (
            <p className="text-muted">
              A free minute costs the customer <Price micro={example.perMinuteMicro} currency={currency} />.
            </p>
          )}
          <p className="text-muted">
            After {minutesText(used.seconds)} of calls, one of {minutesText(cut.seconds)} that would cost{' '}
            <Price micro={cut.chargeMicro} currency={currency} /> has {minutesText(cut.freeSeconds)} left: it
            costs <Price micro={cut.netMicro} currency={currency} />.
          </p>
        </>
      )}
    </section>
  )
}
