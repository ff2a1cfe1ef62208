'use client'
import { useRef } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { MonthDayPicker } from '@/components/ui/fields/month-day-picker'
import { MonthGrid } from '@/components/ui/fields/month-grid'
import { Segmented } from '@/components/ui/fields/segmented'
import { WeekdayStrip } from '@/components/ui/fields/weekday-strip'
import { Field } from '@/components/ui/form/field'
import type { PackageFields } from '@/lib/packages/fields'

const hints: Record<string, string> = {
  none: 'Charged once, on the start date.',
  daily: 'Charged every day.',
  weekly: 'Charged on the days of the week below.',
  monthly: 'Charged on the days of the month below.',
  yearly: 'Charged on the days of the year below.',
}

const matchHints: Record<string, string> = {
  weekly: 'None chosen: the weekday on which each assignment starts.',
  monthly: 'None chosen: the day on which each assignment starts.',
  yearly: 'None chosen: the anniversary of each start. 29 February is the 28th in other years.',
}

function MatchControl({ frequency }: { frequency: string }) {
  if (frequency === 'weekly') return <WeekdayStrip />
  if (frequency === 'monthly') return <MonthGrid />
  return <MonthDayPicker />
}

/** How often, and on which days. What was chosen for one frequency is still there when one comes back to it. */
export function FrequencyFields() {
  const { control, setValue, getValues, clearErrors } = useFormContext<PackageFields>()
  const frequency = useWatch({ control, name: 'frequency' })
  const chosen = useRef<Record<string, PackageFields['match']>>({})
  const change = (next: string) => {
    chosen.current[frequency] = getValues('match')
    setValue('match', chosen.current[next] ?? [], { shouldDirty: true })
    clearErrors(['match', 'frequency'])
  }
  return (
    <>
      <Field name="frequency" label="Frequency" hint={hints[frequency]}>
        <Segmented
          onValueChange={change}
          options={[
            { value: 'none', label: 'None' },
            { value: 'daily', label: 'Daily' },
            { value: 'weekly', label: 'Weekly' },
            { value: 'monthly', label: 'Monthly' },
            { value: 'yearly', label: 'Yearly' },
          ]}
        />
      </Field>
      {matchHints[frequency] !== undefined && (
        <Field key={frequency} name="match" label="Frequency Match" hint={matchHints[frequency]}>
          <MatchControl frequency={frequency} />
        </Field>
      )}
    </>
  )
}
