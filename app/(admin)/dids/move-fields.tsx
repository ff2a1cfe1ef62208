'use client'
import { useEffect, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { FormSection } from '@/components/ui/form'
import { plural } from '@/components/ui/number'
import { RadioGroup } from '@/components/ui/segmented'
import { TextArea } from '@/components/ui/text-input'
import { openOn } from './actions'

/** Asks what becomes of the open assignments of a number that leaves its customer. Nothing where it has none. */
export function MoveFields({
  didId,
  from,
  today,
  isAdmin,
}: {
  didId: number
  from: string
  today: string
  isAdmin: boolean
}) {
  const { watch } = useFormContext()
  const [open, setOpen] = useState<number | null>(null)
  useEffect(() => {
    let stale = false
    openOn(didId).then(
      result => !stale && setOpen(result.ok ? result.data : 0),
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [didId])
  if (open === null || open === 0) return null
  const toStock = watch('customerId') === ''
  const ends = watch('openAssignments') === 'end'
  return (
    <FormSection
      title={plural(open, 'open assignment')}
      description={`It leaves ${from}. What was charged stays with ${from}.`}
    >
      <Field name="openAssignments" label="Its assignments" hideLabel>
        <RadioGroup
          options={[
            {
              value: 'end',
              label: 'End them',
              hint: 'Credits come with the next run, if the package gives them.',
            },
            {
              value: 'move',
              label: 'Move them along',
              hint: toStock
                ? 'Nobody would pay for them in stock.'
                : 'The new customer pays from the first period that begins today or later and is not charged yet.',
              disabled: toStock,
            },
          ]}
        />
      </Field>
      {ends && (
        <Field name="endOn" label="Last day of service">
          <DateInput today={today} />
        </Field>
      )}
      {ends && isAdmin && (
        <Field name="reason" label="Reason" optional hint="Asked where minimum days are not over yet.">
          <TextArea rows={2} />
        </Field>
      )}
    </FormSection>
  )
}
