'use client'
import { useRef } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Field, FieldRow } from '@/components/ui/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { plural } from '@/components/ui/number'
import { DecimalInput } from '@/components/ui/number-input'
import { Select, type SelectOption } from '@/components/ui/select'
import { Spinner } from '@/components/ui/spinner'
import { toast } from '@/components/ui/toast'
import { useAnswer } from '@/components/ui/use-answer'
import { type ChosenPackage, duplicateManySchema } from '@/lib/packages/bulk/schema'
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
  const seen = useRef(packages)
  const form = useActionForm({
    schema: duplicateManySchema,
    defaultValues: { packages, currency: '', rate: '' },
    action: input => saveDuplicates({ ...Object(input), packages: seen.current }),
    onDone: saved => {
      toast({ title: `${plural(saved.length, 'package')} added` })
      onSaved()
    },
  })
  const values = form.watch()
  const isReady = values.currency !== '' && values.rate.trim() !== ''
  const { data, problem, isWaiting } = useAnswer(isReady ? { ...values, packages } : null, previewDuplicates)
  if (data) seen.current = data.map(({ id, revision }) => ({ id, revision }))
  const isBlocked = data === null || isWaiting || data.some(row => row.problem !== null)
  return (
    <Form form={form}>
      <FieldRow>
        <Field name="currency" label="Into" hint="Names get the currency.">
          <Select placeholder="Choose" options={currencies} />
        </Field>
        <Field name="rate" label="Rate" hint="How much of the new currency one unit of the old is.">
          <DecimalInput currency={values.currency || undefined} />
        </Field>
      </FieldRow>
      <section
        aria-label="The copies"
        aria-live="polite"
        aria-busy={isWaiting || undefined}
        className="flex flex-col gap-3"
      >
        {isWaiting && (
          <p className="flex items-center gap-2 text-muted">
            <Spinner /> Working out every price…
          </p>
        )}
        {!isWaiting && problem && <Notice tone="warn">{problem}</Notice>}
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
      </section>
      <FormFooter>
        <SubmitButton disabled={isBlocked}>
          {data ? `Add ${plural(data.length, 'package')}` : 'Add packages'}
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}
