'use client'
import { useRef, useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { findCustomers, findDids, findPackages } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import { Combobox } from '@/components/ui/fields/combobox'
import { DateInput } from '@/components/ui/fields/date-input'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { RadioGroup, Segmented } from '@/components/ui/fields/segmented'
import { Switch } from '@/components/ui/fields/switch'
import { TextInput } from '@/components/ui/fields/text-input'
import { Field, FieldRow } from '@/components/ui/form/field'
import { MoreFields } from '@/components/ui/form/form'
import type { AssignmentPreview } from '@/lib/assignments/read/preview'
import { parseDay } from '@/lib/calendar-date'
import type { AssignTarget } from './assign-target'

const kinds = [
  { value: 'customer', label: 'A customer' },
  { value: 'did', label: 'A DID' },
]

/** Searches either kind of target and tells the currency of the chosen one, so that only its packages are offered. */
function TargetFields({ onCurrency }: { onCurrency: (currency: string | null) => void }) {
  const [kind, setKind] = useState('customer')
  const { setValue, clearErrors } = useFormContext()
  const currencies = useRef(new Map<string, string>())
  const change = (next: string) => {
    setKind(next)
    setValue('customerId', '')
    setValue('didId', '')
    clearErrors(['customerId', 'didId'])
    onCurrency(null)
  }
  const search = async (text: string) => {
    const found = await optionsOf(kind === 'customer' ? findCustomers(text) : findDids(text))
    for (const option of found) currencies.current.set(option.value, option.currency)
    return found
  }
  const name = kind === 'customer' ? 'customerId' : 'didId'
  return (
    <div className="flex flex-col gap-2">
      <Segmented aria-label="Assign to" options={kinds} value={kind} onValueChange={change} />
      <Field key={name} name={name} label={kind === 'customer' ? 'Customer' : 'DID'}>
        <Combobox
          search={search}
          placeholder={kind === 'customer' ? 'Search name, code or e-mail' : 'Search any part of a number'}
          onOption={option => onCurrency(option ? (currencies.current.get(option.value) ?? null) : null)}
        />
      </Field>
    </div>
  )
}

export function AssignFields({
  target,
  today,
  preview,
}: {
  target: AssignTarget | null
  today: string
  preview: AssignmentPreview | null
}) {
  const { watch } = useFormContext()
  const [found, setFound] = useState<string | null>(null)
  const startOn: unknown = watch('startOn')
  const [customerId, didId]: unknown[] = watch(['customerId', 'didId'])
  // A form that was emptied for the next one has no customer yet.
  const currency = target?.currency ?? (customerId || didId ? found : null)
  const isBackDated = typeof startOn === 'string' && parseDay(startOn) !== null && startOn < today
  const card = preview?.card
  const past = preview?.charges?.pastCount
  return (
    <>
      {target === null && <TargetFields onCurrency={setFound} />}
      <Field name="packageId" label="Package" hint={currency ? `Packages in ${currency}.` : undefined}>
        <Combobox
          key={currency}
          search={text => optionsOf(findPackages({ text, currency }))}
          placeholder="Search name or code"
        />
      </Field>
      <Field name="quantity" label="Quantity">
        <IntegerInput />
      </Field>
      <FieldRow>
        <Field name="startOn" label="Start date">
          <DateInput today={today} />
        </Field>
        <Field name="endOn" label="End date" optional hint="The last day of service.">
          <DateInput today={today} min={preview?.charges?.earliestEnd} />
        </Field>
      </FieldRow>
      {isBackDated && (
        <Field
          name="pastDates"
          label="Dates before today"
          hint={past === 0 ? 'No charge is dated before today so far.' : undefined}
        >
          <RadioGroup
            options={[
              {
                value: 'charge',
                label: 'Charge them',
                hint: 'The next run posts each on its own date.',
              },
              {
                value: 'mark_billed',
                label: 'Mark them as already billed',
                hint: 'They were billed elsewhere; charging begins today.',
              },
            ]}
          />
        </Field>
      )}
      {card?.isFreeMinutes && (
        <Field name="minutes" label="Minutes" hint="Free in each billing period, whatever the quantity.">
          <IntegerInput unit="minutes" />
        </Field>
      )}
      <Field
        name="autoDecrementCredit"
        label="Auto decrement credit"
        hideLabel
        hint="On: a charge lowers the balance at once. Off: it is recorded for invoicing."
      >
        <Switch label="Auto decrement credit" />
      </Field>
      <MoreFields>
        <Field name="setupWaived" label="Waive set-up" hideLabel hint="The customer pays no set-up.">
          <Switch label="Waive set-up" />
        </Field>
        {didId && card?.minimumDays === 0 ? (
          <Field name="minimumDays" label="Minimum days" optional hint="The package has none of its own.">
            <IntegerInput unit="days" />
          </Field>
        ) : null}
        <Field name="reference" label="Reference" optional hint="Unique; left empty, it is given one.">
          <TextInput mono />
        </Field>
      </MoreFields>
    </>
  )
}
