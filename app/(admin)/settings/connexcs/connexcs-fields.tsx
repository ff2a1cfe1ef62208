'use client'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { Select, type SelectOption } from '@/components/ui/fields/select'
import { TextInput } from '@/components/ui/fields/text-input'
import { Field, FieldRow } from '@/components/ui/form/field'
import { SaveFooter } from '@/components/ui/form/form'

/** Name and unit cost of an upstream service, with the buttons under them. */
export function ConnexcsFields({ currencies }: { currencies: SelectOption[] }) {
  return (
    <>
      <Field name="name" label="Name" hint="As the platform calls the service.">
        <TextInput maxLength={400} />
      </Field>
      <FieldRow>
        <Field name="unitCost" label="Unit cost" hint="Your upstream cost for one unit." optional>
          <DecimalInput />
        </Field>
        <Field name="currency" label="Currency" hint="The currency of the unit cost.">
          <Select placeholder="Choose" options={currencies} />
        </Field>
      </FieldRow>
      <SaveFooter />
    </>
  )
}
