'use client'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { findPackages } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import { Combobox } from '@/components/ui/fields/combobox'
import { DateInput } from '@/components/ui/fields/date-input'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Switch } from '@/components/ui/fields/switch'
import { TextArea } from '@/components/ui/fields/text-input'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, FormColumns, SaveFooter } from '@/components/ui/form/form'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { toast } from '@/components/ui/overlay/toast'
import type { ChangeChoice } from '@/lib/assignments/write/change-package'
import { readChange, swapPackage } from '../actions'
import { LineList } from '../line-list'
import type { ActionsOf } from './assignment-forms'
import { Net } from './exit-quote'

/** An upgrade: the other package, and what it means to change today or when the period is over. */
export function ChangeForm({ assignment, isAdmin, today, onSaved }: ActionsOf & { onSaved: () => void }) {
  const { id, revision, currency, endOn } = assignment
  const action = useRefreshOnRefusal(swapPackage)
  const form = useActionForm({
    schema: () => import('@/lib/assignments/schema').then(file => file.changePackageSchema),
    defaultValues: {
      ...{ packageId: '', startOn: today, quantity: String(assignment.quantity), minutes: '' },
      ...{ setupWaived: false, reason: '' },
    },
    hidden: { id, revision },
    action,
    onDone: ({ id: nextId, reference }) => {
      toast({ title: `Changed to ${reference}`, href: `/assignments/${nextId}`, link: 'Open' })
      onSaved()
    },
  })
  const packageId = form.watch('packageId')
  const quantity = form.watch('quantity')
  const setupWaived = form.watch('setupWaived')
  const { data, problem, isWaiting } = useLiveAnswer(
    packageId ? { id, packageId, quantity, setupWaived } : null,
    readChange,
  )
  return (
    <Form form={form}>
      <FormColumns
        aside={
          <div
            aria-live="polite"
            aria-busy={isWaiting || undefined}
            className="flex flex-col gap-3 transition-opacity aria-busy:opacity-60 aria-busy:delay-200"
          >
            {data ? (
              data.choices.map(choice => (
                <Choice
                  key={choice.startOn}
                  choice={choice}
                  currency={data.currency}
                  today={today}
                  onTake={day => form.setValue('startOn', day, { shouldDirty: true, shouldValidate: true })}
                />
              ))
            ) : (
              <p className="text-muted">
                {problem ??
                  (isWaiting
                    ? 'Working out the cost of the change…'
                    : 'Choose a package to see the cost of changing today or with the next period.')}
              </p>
            )}
          </div>
        }
      >
        <Field name="packageId" label="New package" hint={`Packages in ${currency}.`}>
          <Combobox
            placeholder="Search name or code"
            search={text => optionsOf(findPackages({ text, currency }))}
          />
        </Field>
        <Field
          name="startOn"
          label="From"
          hint={
            endOn === null ? (
              'The old package ends on the day before.'
            ) : (
              <>
                The old package ends on the day before, the new one on <CalendarDate date={endOn} />.
              </>
            )
          }
        >
          <DateInput today={today} min={today} max={endOn ?? undefined} />
        </Field>
        <Field name="quantity" label="Quantity">
          <IntegerInput />
        </Field>
        {data?.isFreeMinutes && (
          <Field name="minutes" label="Minutes" hint="Free in each billing period.">
            <IntegerInput unit="minutes" />
          </Field>
        )}
        <Field name="setupWaived" label="Waive set-up" hideLabel>
          <Switch label="Waive set-up" />
        </Field>
        {isAdmin && data?.choices.some(choice => choice.isShort) && (
          <Field
            name="reason"
            label="Reason"
            optional
            hint="Needed before the minimum days are over. Kept in the audit log."
          >
            <TextArea rows={2} />
          </Field>
        )}
      </FormColumns>
      <SaveFooter save="Change package" />
    </Form>
  )
}

function Choice({
  choice,
  currency,
  today,
  onTake,
}: {
  choice: ChangeChoice
  currency: string
  today: string
  onTake: (day: string) => void
}) {
  const { startOn, leaving, coming, isShort } = choice
  return (
    <section className="rounded-lg border border-line p-3">
      <h3 className="text-base font-semibold">
        <button
          type="button"
          onClick={() => onTake(startOn)}
          className="rounded-sm text-left hover:underline"
        >
          {startOn === today ? 'Today' : 'With the next period'}: <CalendarDate date={startOn} />
        </button>
      </h3>
      {isShort && <p className="text-warn">Before the minimum days of the old package are over.</p>}
      <p className="mt-1 flex items-baseline justify-between gap-3">
        <span className="text-muted">The old package</span>
        <span>
          <Net cost={leaving} currency={currency} />
        </span>
      </p>
      <p className="mt-1 text-muted">The new package</p>
      {coming.length > 0 ? (
        <LineList lines={coming} currency={currency} />
      ) : (
        <p className="text-muted">Nothing to charge yet.</p>
      )}
    </section>
  )
}
