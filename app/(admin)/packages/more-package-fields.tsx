'use client'
import { useFormContext, useWatch } from 'react-hook-form'
import { LazyCombobox } from '@/components/ui/fields/lazy-combobox'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { Segmented } from '@/components/ui/fields/segmented'
import { TextInput } from '@/components/ui/fields/text-input'
import { Field, FieldRow } from '@/components/ui/form/field'
import { MoreFields } from '@/components/ui/form/form'
import { currencyCodes } from '@/lib/currency'
import { termsWords } from '@/lib/packages/changes'
import type { PackageFields } from '@/lib/packages/fields'
import type { PackageSetup } from './package-setup'

const names = new Intl.DisplayNames(['en'], { type: 'currency' })
const currencies = currencyCodes.map(code => ({ value: code, label: code, note: names.of(code) ?? '' }))

/** Currencies by code or by name. */
async function searchCurrencies(text: string) {
  const typed = text.trim().toLowerCase()
  return currencies.filter(({ value, note }) => `${value} ${note}`.toLowerCase().includes(typed)).slice(0, 30)
}

const units: Record<string, string> = { daily: 'days', weekly: 'weeks', monthly: 'months', yearly: 'years' }

function choices(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

/** The fields whose defaults fit most packages. */
export function MorePackageFields({ setup }: { setup: PackageSetup }) {
  const { control } = useFormContext<PackageFields>()
  const [frequency, minimumSpend, currency] = useWatch({
    control,
    name: ['frequency', 'minimumSpend', 'currency'],
  })
  const recurs = frequency !== 'none'
  const code = currency || setup.currency
  return (
    <MoreFields label="More">
      <FieldRow>
        <Field name="currency" label="Currency" hint="Only customers in this currency can have it.">
          <LazyCombobox search={searchCurrencies} initial={currencies.find(c => c.value === code)} />
        </Field>
        {recurs && (
          <Field name="every" label="Every" hint="From the start date on: 1 to 60.">
            <IntegerInput unit={units[frequency] ?? ''} />
          </Field>
        )}
      </FieldRow>
      {recurs && minimumSpend !== true && (
        <Field
          name="timing"
          label="Timing"
          hint="In advance charges on the first day of a period, in arrears on the day after its last."
        >
          <Segmented options={choices(termsWords.timing)} />
        </Field>
      )}
      {recurs && (
        <>
          <Field
            name="firstPeriod"
            label="First period"
            hint="Days between the start and the first billing date."
          >
            <Segmented options={choices(termsWords.firstPeriod)} />
          </Field>
          <Field name="lastPeriod" label="Last period" hint="A period that the end date cuts short.">
            <Segmented options={choices(termsWords.lastPeriod)} />
          </Field>
        </>
      )}
      <Field
        name="whenFundsShort"
        label="When funds are short"
        hint="A held charge is tried again by the next run."
      >
        <Segmented options={choices(termsWords.whenFundsShort)} />
      </Field>
      <Field
        name="noticeDays"
        label="Announced"
        hint="By e-mail, so many days before each charge. Left empty, the setting of the schedule applies; 0 means never."
        optional
      >
        <IntegerInput unit="days" />
      </Field>
      <Field
        name="code"
        label="Code"
        hint="For files and the API. Left empty, it is made from the name."
        optional
      >
        <TextInput mono maxLength={400} />
      </Field>
    </MoreFields>
  )
}
