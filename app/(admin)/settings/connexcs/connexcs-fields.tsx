'use client'
import { Field, FieldRow } from '@/components/ui/field'
import { SaveFooter } from '@/components/ui/form'
import { DecimalInput } from '@/components/ui/number-input'
import { Select, type SelectOption } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'

/** Name and unit cost of an upstream service, with the buttons under them. */
export function ConnexcsFields({ currencies }: { currencies: SelectOption[] }) {
  return (
    <>
      <Field name="name" label="Name" hint="As the platform calls the service.">
        <TextInput maxLength={400} />
      </Field>
      <FieldRow>
        <Field name="unitCost" label="Unit cost" hint="What one unit costs you upstream." optional>
          <DecimalInput />
        </Field>
        <Field name="currency" label="Currency" hint="Of the unit cost.">
          <Select placeholder="Choose" options={currencies} />
        </Field>
      </FieldRow>
      <SaveFooter />
    </>
  )
}
