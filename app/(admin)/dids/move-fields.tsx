'use client'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { FormSection } from '@/components/ui/form'
import { plural } from '@/components/ui/number'
import { RadioGroup } from '@/components/ui/segmented'
import { TextArea } from '@/components/ui/text-input'
import { useAnswer } from '@/components/ui/use-answer'
import { readMove } from './actions'
import { LeavingList } from './leaving-list'

type MoveOf = { didId: number; from: string; today: string; isAdmin: boolean }

/** What was said of one choice goes away with it: the customer decides whether they can be moved, the choice which day is asked. */
function useForgottenErrors(customerId: string, choice: string): void {
  const { clearErrors } = useFormContext()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what makes an answer old
  useEffect(() => clearErrors(['openAssignments', 'endOn', 'reason']), [customerId, choice, clearErrors])
}

/** Asks what becomes of the open assignments of a number that leaves its customer. Nothing where it has none. */
export function MoveFields({ didId, from, today, isAdmin }: MoveOf) {
  const [customerId, choice, endOn] = useWatch({ name: ['customerId', 'openAssignments', 'endOn'] }).map(
    String,
  )
  useForgottenErrors(customerId ?? '', choice ?? '')
  const { data, problem, isWaiting } = useAnswer(
    { id: didId, customerId, openAssignments: choice, endOn: choice === 'end' ? endOn : '' },
    readMove,
  )
  if (problem !== null) return <p className="text-muted">{problem}</p>
  if (data === null || data.count === 0) return null
  const ends = choice === 'end'
  return (
    <FormSection
      title={plural(data.count, 'open assignment')}
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
              hint:
                data.problem ??
                'The new customer pays from the first period that begins today or later and is not charged yet.',
              disabled: data.problem !== null,
            },
          ]}
        />
      </Field>
      {ends && (
        <Field name="endOn" label="Last day of service">
          <DateInput today={today} />
        </Field>
      )}
      <LeavingList leaving={data} from={from} isWaiting={isWaiting} />
      {ends && isAdmin && (
        <Field name="reason" label="Reason" optional hint="Asked where minimum days are not over yet.">
          <TextArea rows={2} />
        </Field>
      )}
    </FormSection>
  )
}
