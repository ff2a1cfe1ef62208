'use client'
import { FieldConflicts, useFieldConflicts } from '@/app/(admin)/concurrent-edits/field-conflicts'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { DateInput } from '@/components/ui/fields/date-input'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Switch } from '@/components/ui/fields/switch'
import { TextArea, TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import type { Counting } from '@/lib/assignments/counts-from'
import { neverText } from '@/lib/assignments/labels'
import { earliestEnd } from '@/lib/assignments/minimum-days'
import type { AssignmentDetails } from '@/lib/assignments/read/assignments'
import { parseDay } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import { endIt, saveAssignment, saveQuantity } from '../actions'
import { ExitQuoteView } from './exit-quote'

type FormOf = ActionsOf & { onSaved: () => void }

export function EndForm({ assignment, packageMinimumDays, isAdmin, today, onSaved }: FormOf) {
  const start = assignment.anchorOn ?? assignment.startOn
  const earliest = earliestEnd(start, packageMinimumDays, assignment.minimumDays)
  const suggested = earliest > today ? earliest : today
  const form = useActionForm({
    schema: () => import('@/lib/assignments/schema').then(file => file.endAssignmentSchema),
    defaultValues: { endOn: assignment.endOn ?? suggested, reason: '' },
    hidden: { id: assignment.id, revision: assignment.revision },
    action: useRefreshOnRefusal(endIt),
    onDone: () => {
      toast({ title: `The end of ${assignment.reference} is saved` })
      onSaved()
    },
  })
  const endOn = String(form.watch('endOn') ?? '')
  const isEarly = parseDay(endOn) !== null && endOn >= start && endOn < earliest
  return (
    <Form form={form}>
      <Field
        name="endOn"
        label="End date"
        hint={
          assignment.endOn === null
            ? 'The last day of service.'
            : 'The last day of service; empty lets it run on.'
        }
      >
        <DateInput today={today} min={isAdmin ? start : earliest} />
      </Field>
      <ExitQuoteView
        assignmentId={assignment.id}
        endOn={endOn}
        onChoose={day => form.setValue('endOn', day, { shouldDirty: true, shouldValidate: true })}
      />
      {isAdmin && isEarly && (
        <Field
          name="reason"
          label="Reason for ending it before its minimum days"
          hint="Kept in the audit log."
        >
          <TextArea rows={2} />
        </Field>
      )}
      <SaveFooter save={endOn === '' ? 'Let it run on' : 'Save the end'} />
    </Form>
  )
}

/** The day from which a saved quantity counts, and why that is later than the first period after its date. */
function countsText(counting: Counting): string {
  if (counting.countsOn === null) return `It ${neverText(counting.never)}.`
  const why = counting.isHeldOff
    ? ' The periods before are charged, waived or marked as billed, and keep their quantity.'
    : ''
  return `It counts from ${calendarDateText(counting.countsOn, 'with weekday')}.${why}`
}

export function QuantityForm({ assignment, today, onSaved }: FormOf) {
  const action = useRefreshOnRefusal(saveQuantity)
  const form = useActionForm({
    schema: () => import('@/lib/assignments/schema').then(file => file.quantityChangeSchema),
    defaultValues: { quantity: '', effectiveOn: assignment.startOn > today ? assignment.startOn : today },
    hidden: { id: assignment.id, revision: assignment.revision },
    action,
    onDone: saved => {
      toast({ title: `The quantity of ${assignment.reference} is saved`, description: countsText(saved) })
      onSaved()
    },
  })
  return (
    <Form form={form}>
      <Field name="quantity" label="New quantity">
        <IntegerInput />
      </Field>
      <Field
        name="effectiveOn"
        label="From"
        hint="It counts from the first period that begins on or after this day and is not charged yet."
      >
        <DateInput today={today} min={today} />
      </Field>
      <SaveFooter save="Change quantity" />
    </Form>
  )
}

const fieldWords = {
  autoDecrementCredit: 'Auto decrement credit',
  minutes: 'Minutes',
  reference: 'Reference',
}

export function EditForm({ assignment, isFreeMinutes, onSaved }: FormOf) {
  const values = {
    autoDecrementCredit: assignment.autoDecrementCredit,
    minutes: assignment.minutes === null ? '' : String(assignment.minutes),
    reference: assignment.reference,
  }
  const { id, revision } = assignment
  const action = useRefreshOnRefusal(saveAssignment)
  const form = useActionForm({
    schema: () => import('@/lib/assignments/schema').then(file => file.assignmentEditSchema),
    defaultValues: values,
    hidden: { id, revision },
    action,
    onDone: ({ reference }) => {
      toast({ title: `${reference} is saved` })
      onSaved()
    },
  })
  const changes = useFieldConflicts(form, { ...values, id, revision }, revision)
  return (
    <Form form={form}>
      <FieldConflicts changes={changes} words={fieldWords} />
      <Field
        name="autoDecrementCredit"
        label="Auto decrement credit"
        hideLabel
        hint="On: a charge lowers the balance at once. Off: it is recorded for invoicing. Charges that were posted stay."
      >
        <Switch label="Auto decrement credit" />
      </Field>
      {isFreeMinutes && (
        <Field name="minutes" label="Minutes" hint="Free in each billing period, whatever the quantity.">
          <IntegerInput unit="minutes" />
        </Field>
      )}
      <Field name="reference" label="Reference">
        <TextInput mono />
      </Field>
      <SaveFooter />
    </Form>
  )
}

export type ActionsOf = {
  assignment: AssignmentDetails
  isFreeMinutes: boolean
  packageMinimumDays: number
  isAdmin: boolean
  today: string
}
