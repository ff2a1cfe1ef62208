'use client'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { Select, type SelectOption } from '@/components/ui/fields/select'
import { plural } from '@/components/ui/figure/number'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { AnswerSection } from '@/components/ui/form/live-answer'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { toast } from '@/components/ui/overlay/toast'
import type { ChosenPackage } from '@/lib/packages/many-schema'
import { previewDuplicates, saveDuplicates } from './actions'
import { PriceTable } from './price-table'

/** Copies many packages into another currency at a rate: seen first, then all or none. */
export function DuplicatePackages({
  packages,
  currencies,
  onSaved,
}: {
  packages: ChosenPackage[]
  currencies: SelectOption[]
  onSaved: () => void
}) {
  const form = useActionForm({
    schema: () => import('@/lib/packages/many-schema').then(file => file.duplicateManySchema),
    defaultValues: { packages, currency: '', rate: '' },
    action: saveDuplicates,
    onDone: saved => {
      toast({ title: `${plural(saved.length, 'package')} added` })
      onSaved()
    },
  })
  const values = form.watch()
  const isReady = values.currency !== '' && values.rate.trim() !== ''
  const answer = useLiveAnswer(isReady ? { ...values, packages } : null, previewDuplicates)
  const { data, isWaiting } = answer
  // What was seen is what is saved: a package that somebody changed since then stops the whole.
  const seen = data && { packages: data.map(({ id, revision }) => ({ id, revision })) }
  const isBlocked = data === null || isWaiting || data.some(row => row.problem !== null)
  return (
    <Form form={form} seen={seen}>
      <FieldRow>
        <Field name="currency" label="Into" hint="The currency is added to the names.">
          <Select placeholder="Choose" options={currencies} />
        </Field>
        <Field name="rate" label="Rate" hint="Units of the new currency for one unit of the old one.">
          <DecimalInput currency={values.currency || undefined} />
        </Field>
      </FieldRow>
      <AnswerSection label="The copies" waiting="Working out every price…" answer={answer}>
        {data && (
          <PriceTable
            rows={data}
            currency={values.currency}
            columns={[
              { key: 'retail', label: 'Retail' },
              { key: 'cost', label: 'Cost' },
              { key: 'setupRetail', label: 'Setup retail' },
              { key: 'setupCost', label: 'Setup cost' },
            ]}
          />
        )}
      </AnswerSection>
      <FormFooter>
        <SubmitButton disabled={isBlocked}>
          {data ? `Add ${plural(data.length, 'package')}` : 'Add packages'}
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}
