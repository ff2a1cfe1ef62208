'use client'
import { findPackages } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import { Combobox } from '@/components/ui/fields/combobox'
import { DateInput } from '@/components/ui/fields/date-input'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { Switch } from '@/components/ui/fields/switch'
import { TextArea } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { type BulkFormOf, type BulkKind, BulkLayout, useBulk } from './bulk-layout'

/** One change for many: the fields at the left, what happens to each row at the right. */
export function BulkForm({ kind, ...of }: BulkFormOf & { kind: BulkKind }) {
  if (kind === 'assign') return <AssignMany {...of} />
  return kind === 'end' ? <EndMany {...of} /> : <QuantityMany {...of} />
}

function PackageField({ optional = false }: { optional?: boolean }) {
  return (
    <Field
      name="packageId"
      label="Package"
      optional={optional}
      hint={optional ? 'Empty: every package they have.' : undefined}
    >
      <Combobox
        clearable={optional}
        placeholder="Search name or code"
        search={text => optionsOf(findPackages({ text, currency: null }))}
      />
    </Field>
  )
}

function AssignMany(of: BulkFormOf) {
  const bulk = useBulk('assign', of)
  const form = useActionForm({
    schema: () => import('@/lib/bulk/schema').then(file => file.assignManyForm),
    defaultValues: {
      ...{ packageId: '', quantity: '1', startOn: of.today, endOn: '', minutes: '', pastDates: '' },
      ...{ autoDecrementCredit: true, setupWaived: false },
    },
    action: bulk.save,
    onDone: bulk.done,
  })
  const startOn = String(form.watch('startOn'))
  return (
    <BulkLayout form={form} bulk={bulk} verb="Assign to" amount="First charges">
      <PackageField />
      <Field name="quantity" label="Quantity" hint="Of each.">
        <IntegerInput />
      </Field>
      <FieldRow>
        <Field name="startOn" label="Start date">
          <DateInput today={of.today} />
        </Field>
        <Field name="endOn" label="End date" optional hint="The last day of service.">
          <DateInput today={of.today} />
        </Field>
      </FieldRow>
      {startOn !== '' && startOn < of.today && (
        <Field name="pastDates" label="Dates before today">
          <RadioGroup
            options={[
              { value: 'charge', label: 'Charge them', hint: 'The next run posts each on its own date.' },
              { value: 'mark_billed', label: 'Mark them as already billed', hint: 'Charging begins today.' },
            ]}
          />
        </Field>
      )}
      <Field name="minutes" label="Minutes" optional hint="For free minutes packages only.">
        <IntegerInput unit="minutes" />
      </Field>
      <Field name="autoDecrementCredit" label="Auto decrement credit" hideLabel>
        <Switch label="Auto decrement credit" />
      </Field>
      <Field name="setupWaived" label="Waive set-up" hideLabel>
        <Switch label="Waive set-up" />
      </Field>
    </BulkLayout>
  )
}

function EndMany(of: BulkFormOf) {
  const bulk = useBulk('end', of)
  const form = useActionForm({
    schema: () => import('@/lib/bulk/schema').then(file => file.endManyForm),
    defaultValues: { packageId: '', endOn: of.today, reason: '' },
    action: bulk.save,
    onDone: bulk.done,
  })
  return (
    <BulkLayout form={form} bulk={bulk} verb="End" amount="Credits">
      <PackageField optional />
      <Field name="endOn" label="End date" hint="The last day of service.">
        <DateInput today={of.today} />
      </Field>
      {of.isAdmin && (
        <Field
          name="reason"
          label="Reason"
          optional
          hint="With a reason, minimum days are overridden. Kept in the audit log."
        >
          <TextArea rows={2} />
        </Field>
      )}
    </BulkLayout>
  )
}

function QuantityMany(of: BulkFormOf) {
  const bulk = useBulk('quantity', of)
  const form = useActionForm({
    schema: () => import('@/lib/bulk/schema').then(file => file.quantityManyForm),
    defaultValues: { packageId: '', quantity: '', effectiveOn: of.today },
    action: bulk.save,
    onDone: bulk.done,
  })
  return (
    <BulkLayout form={form} bulk={bulk} verb="Change" amount="Difference per billing date">
      <PackageField />
      <Field name="quantity" label="New quantity" hint="Of each.">
        <IntegerInput />
      </Field>
      <Field
        name="effectiveOn"
        label="From"
        hint="With the first period that begins on or after this day and is not charged yet."
      >
        <DateInput today={of.today} min={of.today} />
      </Field>
    </BulkLayout>
  )
}
