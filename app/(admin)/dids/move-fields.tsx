'use client'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { DateInput } from '@/components/ui/fields/date-input'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { TextArea } from '@/components/ui/fields/text-input'
import { plural } from '@/components/ui/figure/number'
import { Field } from '@/components/ui/form/field'
import { FormSection } from '@/components/ui/form/form'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { readMove } from './actions'
import { LeavingList } from './leaving-list'

type MoveOf = { didId: number; from: string; today: string; isAdmin: boolean }

/** What was said of one choice goes away with it: the customer decides whether they can be moved, the choice which day is asked. */
function useForgottenErrors(customerId: string, choice: string): void {
  const { clearErrors } = useFormContext()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is what makes an answer old
  useEffect(() => clearErrors(['openAssignments', 'endOn', 'reason']), [customerId, choice, clearErrors])
}

/** Asks whether the open assignments of a number that leaves its customer end or move. Draws nothing if it has none. */
export function MoveFields({ didId, from, today, isAdmin }: MoveOf) {
  const [customerId, choice, endOn] = useWatch({ name: ['customerId', 'openAssignments', 'endOn'] }).map(
    String,
  )
  useForgottenErrors(customerId ?? '', choice ?? '')
  const { data, problem, isWaiting } = useLiveAnswer(
    {
      ...{ id: didId, customerId, endOn: choice === 'end' ? endOn : '' },
      openAssignments: choice === 'end' || choice === 'move' ? choice : '',
    },
    readMove,
  )
  if (problem !== null) return <p className="text-muted">{problem}</p>
  if (data === null || data.count === 0) return null
  const ends = choice === 'end'
  return (
    <FormSection
      title={plural(data.count, 'open assignment')}
      description={`It leaves ${from}. Charges already posted stay with ${from}.`}
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
              label: 'Move them with the number',
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
        <Field name="reason" label="Reason" optional hint="Required if minimum days are not over yet.">
          <TextArea rows={2} />
        </Field>
      )}
    </FormSection>
  )
}
