'use client'
import { memo, useDeferredValue, useId, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { DateInput } from '@/components/ui/fields/date-input'
import { IntegerInput } from '@/components/ui/fields/number-input'
import { StandaloneField } from '@/components/ui/form/standalone-field'
import { Notice } from '@/components/ui/notice'
import { scheduleSentence } from '@/lib/billing/labels'
import type { Terms } from '@/lib/billing/terms'
import { type CalendarDate, parseDay } from '@/lib/calendar-date'
import { isCurrency } from '@/lib/currency'
import { type PackageFields, packageFields } from '@/lib/packages/fields'
import { isBelowMargin, previewOf } from '@/lib/packages/preview'
import { readPackage } from '@/lib/packages/schema'
import { termFieldNames, termFields } from '@/lib/packages/term-fields'
import { FreeMinutesExample } from './free-minutes-example'
import { MinimumSpendExample } from './minimum-spend-example'
import type { PackageSetup } from './package-setup'
import { PreviewDates } from './preview-dates'
import { PreviewSums } from './preview-sums'

type Trial = { quantity: string; startOn: CalendarDate; endOn: CalendarDate }

function TrialFields({
  trial,
  onChange,
  today,
}: {
  trial: Trial
  onChange: (trial: Trial) => void
  today: CalendarDate
}) {
  const id = useId()
  const quantity = /^\d{1,7}$/.test(trial.quantity) ? Number(trial.quantity) : 0
  return (
    <div className="grid grid-cols-1 gap-2 border-t border-line pt-3 min-[480px]:grid-cols-2">
      <StandaloneField
        id={`${id}-q`}
        label="Try with a quantity of"
        className="min-[480px]:col-span-2 [&_input]:max-w-28"
        error={quantity < 1 || quantity > 1_000_000 ? '1 to 1,000,000.' : undefined}
      >
        <IntegerInput
          id={`${id}-q`}
          value={trial.quantity}
          onValueChange={next => onChange({ ...trial, quantity: next })}
        />
      </StandaloneField>
      <StandaloneField
        id={`${id}-s`}
        label="Starts"
        error={parseDay(trial.startOn) === null ? 'Enter a date.' : undefined}
      >
        <DateInput
          id={`${id}-s`}
          today={today}
          value={trial.startOn}
          onValueChange={next => onChange({ ...trial, startOn: next })}
        />
      </StandaloneField>
      <StandaloneField
        id={`${id}-e`}
        label="Ends"
        error={trial.endOn !== '' && trial.endOn < trial.startOn ? 'Not before the start.' : undefined}
      >
        <DateInput
          id={`${id}-e`}
          today={today}
          value={trial.endOn}
          onValueChange={next => onChange({ ...trial, endOn: next })}
        />
      </StandaloneField>
    </div>
  )
}

/** What is left to charge is judged here, before anybody is charged: the words of the warning, or null. */
function warningOf(terms: Terms, percent: number): string | null {
  if (terms.minimumSpend) return null
  if (terms.costMicro > terms.retailMicro) return 'Retail is below cost: every billing date loses money.'
  if (isBelowMargin(terms.retailMicro, terms.costMicro, percent))
    return `The margin is below the ${percent} % that your settings ask for.`
  if (terms.setupCostMicro > terms.setupRetailMicro) return 'Setup retail is below setup cost.'
  return null
}

/** What the typed terms will charge, computed in the browser by the planner of the runs. */
export function PackagePreview({ setup }: { setup: PackageSetup }) {
  const { control } = useFormContext<PackageFields>()
  // What was typed is painted first, then what it will charge.
  const values = useDeferredValue(useWatch({ control }))
  return <PreviewOf setup={setup} values={values} />
}

const PreviewOf = memo(function PreviewOf({ setup, values }: { setup: PackageSetup; values: unknown }) {
  const [trial, setTrial] = useState<Trial>({ quantity: '1', startOn: setup.today, endOn: '' })
  const wrong = new Set<string>()
  const shaped = packageFields.safeParse(values)
  const read = shaped.success ? readPackage(shaped.data, field => wrong.add(field)) : null
  const wrongTerms = termFieldNames.filter(name => wrong.has(name)).map(name => termFields[name].label)
  const waiting = wrong.has('currency') ? [...wrongTerms, 'Currency'] : wrongTerms
  const startOn = parseDay(trial.startOn)
  const endOn = trial.endOn === '' ? null : parseDay(trial.endOn)
  const quantity = /^\d{1,7}$/.test(trial.quantity) ? Number(trial.quantity) : 0
  const currency = read?.currency && isCurrency(read.currency) ? read.currency : setup.currency
  const canTry =
    startOn !== null && quantity >= 1 && quantity <= 1_000_000 && (endOn === null || endOn >= startOn)
  const terms = read && waiting.length === 0 ? read.terms : null
  const whatIf = { quantity, startOn: startOn ?? 0, endBefore: endOn === null ? null : endOn + 1 }
  const preview = terms && canTry ? previewOf(terms, currency, whatIf) : null
  const warning = terms && warningOf(terms, setup.marginWarningPercent)
  return (
    <aside aria-label="Preview" className="flex min-w-0 flex-col gap-4">
      <p className="text-base font-semibold" aria-live="polite">
        {terms ? scheduleSentence(terms) : `The preview waits for ${waiting.join(', ') || 'the fields'}.`}
      </p>
      {warning && <Notice tone="warn">{warning}</Notice>}
      {preview && terms && <PreviewSums preview={preview} terms={terms} currency={currency} />}
      {terms?.minimumSpend && canTry && (
        <MinimumSpendExample terms={terms} currency={currency} quantity={quantity} />
      )}
      {terms?.type === 'free_minutes' && canTry && (
        <FreeMinutesExample terms={terms} currency={currency} whatIf={whatIf} />
      )}
      <TrialFields trial={trial} onChange={setTrial} today={setup.today} />
      {preview && <PreviewDates preview={preview} currency={currency} />}
    </aside>
  )
})
