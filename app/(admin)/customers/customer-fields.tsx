'use client'
import { useFormContext } from 'react-hook-form'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { Select } from '@/components/ui/fields/select'
import { TextInput } from '@/components/ui/fields/text-input'
import { Field, FieldRow } from '@/components/ui/form/field'

export type CustomerSetup = {
  /** ISO codes to choose from. */
  currencies: string[]
  managers: { id: string; name: string }[]
}

/** The fields of a customer; what an admin decides is left out for an account manager. */
export function CustomerFields({ setup, isAdmin }: { setup: CustomerSetup; isAdmin: boolean }) {
  const { watch } = useFormContext()
  const currency = String(watch('currency') ?? '')
  return (
    <>
      <Field name="name" label="Name">
        <TextInput autoComplete="off" />
      </Field>
      {isAdmin && (
        <FieldRow>
          <Field
            name="accountCode"
            label="Account code"
            hint="Unique. Files and the API refer to the customer by it."
          >
            <TextInput mono autoComplete="off" />
          </Field>
          <Field name="currency" label="Currency" hint="Cannot be changed once anything is charged.">
            <Select options={setup.currencies.map(code => ({ value: code, label: code }))} />
          </Field>
        </FieldRow>
      )}
      <Field name="email" label="E-mail" optional>
        <TextInput type="email" autoComplete="off" />
      </Field>
      {isAdmin && (
        <>
          <Field
            name="debitLimit"
            label="Debit limit"
            optional
            hint="How far the balance may fall below zero. A negative limit is a reserve that must stay."
          >
            <DecimalInput currency={currency} />
          </Field>
          <Field name="accountManagerId" label="Account manager" optional>
            <Select
              placeholder="None"
              options={setup.managers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </>
      )}
    </>
  )
}
