'use client'
import { useFormContext, useWatch } from 'react-hook-form'
import { DecimalInput, IntegerInput } from '@/components/ui/fields/number-input'
import { Segmented } from '@/components/ui/fields/segmented'
import { Select } from '@/components/ui/fields/select'
import { Switch } from '@/components/ui/fields/switch'
import { TextArea, TextInput } from '@/components/ui/fields/text-input'
import { Field, FieldRow } from '@/components/ui/form/field'
import type { PackageFields } from '@/lib/packages/fields'
import { FrequencyFields } from './frequency-fields'
import { MorePackageFields } from './more-package-fields'
import type { PackageSetup } from './package-setup'

/** Every field of a package, in the order in which a package is thought up; what few need is under More. */
export function PackageFormFields({ setup }: { setup: PackageSetup }) {
  const { control } = useFormContext<PackageFields>()
  const [frequency, type, minimumSpend, currency] = useWatch({
    control,
    name: ['frequency', 'type', 'minimumSpend', 'currency'],
  })
  const unit = currency || setup.currency
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Field name="name" label="Name" hint="As customers read it on their charges.">
        <TextInput maxLength={400} />
      </Field>
      <FieldRow>
        <Field name="cost" label="Cost" hint="What you pay, per billing date.">
          <DecimalInput currency={unit} placeholder="0" />
        </Field>
        <Field name="retail" label="Retail" hint="What the customer pays, per billing date.">
          <DecimalInput currency={unit} placeholder="0" />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="setupCost" label="Setup Cost" hint="Once per assignment.">
          <DecimalInput currency={unit} placeholder="0" />
        </Field>
        <Field name="setupRetail" label="Setup Retail" hint="Once per assignment.">
          <DecimalInput currency={unit} placeholder="0" />
        </Field>
      </FieldRow>
      <FrequencyFields />
      <Field name="description" label="Description" optional>
        <TextArea rows={2} />
      </Field>
      <Field
        name="connexcsPackage"
        label="ConnexCS Package"
        hint="The upstream service that is switched on for customers with this package."
        optional
      >
        <Select placeholder="None" options={setup.connexcs} />
      </Field>
      <Field
        name="minimumDays"
        label="Minimum Days"
        hint="An assignment cannot end before it has run this long."
      >
        <IntegerInput unit="days" />
      </Field>
      <Field name="type" label="Type">
        <Segmented
          options={[
            { value: 'standard', label: 'Standard' },
            { value: 'free_minutes', label: 'Free minutes' },
          ]}
        />
      </Field>
      {type === 'free_minutes' && (
        <Field
          name="destination"
          label="Destination"
          hint="Prefixes such as ^44|^91|^1; empty means every destination. The number of minutes is set on the assignment."
        >
          <TextInput mono placeholder="^44|^91|^1" />
        </Field>
      )}
      <Field name="minimumSpend" label="Minimum Spend" hideLabel>
        <Switch
          label="Minimum Spend"
          hint="Retail is the amount that the customer commits to spend on calls in each period; only the shortfall is charged."
        />
      </Field>
      {minimumSpend === true && frequency !== 'none' && (
        <Field
          name="usageGraceDays"
          label="Usage grace days"
          hint="Days to wait after a period closes, so that its last calls can arrive: 0 to 60."
        >
          <IntegerInput unit="days" />
        </Field>
      )}
      <MorePackageFields setup={setup} />
    </div>
  )
}
