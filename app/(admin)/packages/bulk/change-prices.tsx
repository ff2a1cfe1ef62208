'use client'
import { Checkbox } from '@/components/ui/fields/checkbox'
import { DateInput } from '@/components/ui/fields/date-input'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { RadioGroup, Segmented } from '@/components/ui/fields/segmented'
import { plural } from '@/components/ui/figure/number'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { AnswerSection } from '@/components/ui/form/live-answer'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { toast } from '@/components/ui/overlay/toast'
import type { CalendarDate } from '@/lib/calendar-date'
import type { ChosenPackage } from '@/lib/packages/many-schema'
import type { PricesPreview } from '@/lib/packages/read/many'
import { fromText, ImpactNotes } from '../impact-dates'
import { ImpactSums } from '../impact-sums'
import { previewPriceChange, savePriceChange } from './actions'
import { PriceTable } from './price-table'

function Preview({ preview }: { preview: PricesPreview }) {
  return (
    <>
      {preview.impact.map(({ currency, ...figures }) => (
        <div key={currency} className="flex flex-col gap-1 rounded-lg bg-sunken px-3 py-2">
          <p>
            {plural(figures.assignments, 'assignment')} in {currency}{' '}
            {figures.assignments === 1 ? 'follows' : 'follow'}
            {figures.assignments > 0 && `, ${fromText(figures)}`}.
          </p>
          <ImpactNotes figures={figures} />
          <ImpactSums before={figures.before} after={figures.after} currency={currency} />
        </div>
      ))}
      <PriceTable
        rows={preview.rows}
        columns={[
          { key: 'retail', label: 'Retail' },
          { key: 'cost', label: 'Cost' },
        ]}
      />
    </>
  )
}

/** Changes retail, cost or both of many packages by a percentage from a date: seen first, then all or none. */
export function ChangePrices({
  packages,
  today,
  onSaved,
}: {
  packages: ChosenPackage[]
  today: CalendarDate
  onSaved: () => void
}) {
  const form = useActionForm({
    schema: () => import('@/lib/packages/many-schema').then(file => file.changePricesSchema),
    defaultValues: {
      packages,
      percent: '',
      retail: true,
      cost: false,
      rounding: 'exact',
      effectiveOn: today,
      appliesTo: 'all',
    },
    action: savePriceChange,
    onDone: ({ count }) => {
      toast({ title: `${plural(count, 'package')} changed` })
      onSaved()
    },
  })
  const values = form.watch()
  const answer = useLiveAnswer(
    values.percent.trim() === '' ? null : { ...values, packages },
    previewPriceChange,
  )
  const { data, isWaiting } = answer
  // What was seen is what is saved: a package that somebody changed since then stops the whole.
  const seen = data && { packages: data.rows.map(({ id, revision }) => ({ id, revision })) }
  const isBlocked = data === null || isWaiting || data.rows.some(row => row.problem !== null)
  return (
    <Form form={form} seen={seen}>
      <FieldRow>
        <Field name="percent" label="Change by" hint="Such as 5, or -2.5 to lower.">
          <DecimalInput currency="%" />
        </Field>
        <Field
          name="effectiveOn"
          label="Effective from"
          hint="Today or later. Past periods keep their price."
        >
          <DateInput min={today} today={today} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="retail">
          <Checkbox label="Retail" hint="What the customer pays." />
        </Field>
        <Field name="cost">
          <Checkbox label="Cost" hint="What you pay. Setup prices stay." />
        </Field>
      </FieldRow>
      <Field name="rounding" label="Round to">
        <Segmented
          options={[
            { value: 'exact', label: 'Six decimals' },
            { value: 'minor', label: 'Decimals of the currency' },
          ]}
        />
      </Field>
      <Field name="appliesTo" label="Applies to">
        <RadioGroup
          options={[
            {
              value: 'all',
              label: 'All assignments',
              hint: 'Each from the first period that begins on that day or later and is not charged yet.',
            },
            {
              value: 'new',
              label: 'New assignments only',
              hint: 'Assignments that start before that day keep their terms.',
            },
          ]}
        />
      </Field>
      <AnswerSection label="Effect" waiting="Working out every price…" answer={answer}>
        {data && <Preview preview={data} />}
      </AnswerSection>
      <FormFooter>
        <SubmitButton disabled={isBlocked}>
          {data ? `Change ${plural(data.changed, 'package')}` : 'Change prices'}
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}
