'use client'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { findCustomers, findPackages } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import type { Option } from '@/components/ui/fields/combobox'
import { DateInput } from '@/components/ui/fields/date-input'
import { MultiCombobox } from '@/components/ui/fields/multi-combobox'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { plural } from '@/components/ui/figure/number'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form/form'
import { Notice } from '@/components/ui/notice'
import type { AheadSums } from '@/lib/billing-runs/confirm-ahead'
import { parseDay } from '@/lib/calendar-date'
import { calendarDateText } from '@/lib/date-text'
import { runBilling } from './actions'
import { AskedSums } from './confirm-ahead'

export type RunFormProps = {
  today: string
  canPost: boolean
  /** Customers to begin with; those without a name are only counted. */
  customers?: readonly Option[]
  customerIds?: readonly string[]
  throughOn?: string
}

const modes = [
  {
    value: 'simulate',
    label: 'Simulate',
    hint: 'A report of every line with its explanation. Nothing is charged.',
  },
  { value: 'post', label: 'Post', hint: 'Charges, and debits the balances of customers on auto decrement.' },
]

const prices = [
  {
    value: 'scheduled',
    label: 'With scheduled changes',
    hint: 'Each version of a package from its own date on.',
  },
  {
    value: 'today',
    label: 'Today’s only',
    hint: 'As if no package change were scheduled. Compare both to see the effect of the changes.',
  },
]

const customersText = (count: number) => plural(count, 'customer')
const packagesText = (count: number) => plural(count, 'package')

/** What the sums of a posting ahead are of: for another date or other customers they are asked for anew. */
const keyOf = ({
  mode,
  throughOn,
  customerIds,
}: {
  mode: string
  throughOn: string
  customerIds?: unknown
}) => JSON.stringify([mode, throughOn, customerIds])

/** Which customers, through which date, simulated or posted; a simulation also which packages and prices. */
export function RunForm({ today, canPost, customers = [], customerIds, throughOn }: RunFormProps) {
  const router = useRouter()
  const [seen, setSeen] = useState<{ key: string; sums: AheadSums } | null>(null)
  const send = async (input: Parameters<typeof runBilling>[0]) => {
    const key = keyOf(input)
    const answer = await runBilling({ ...input, ahead: seen?.key === key })
    if (answer.ok && 'asked' in answer.data) setSeen({ key, sums: answer.data.asked })
    return answer
  }
  const form = useActionForm({
    schema: () => import('@/lib/billing-runs/schema').then(file => file.runSchema),
    defaultValues: {
      throughOn: throughOn ?? today,
      customerIds: [...(customerIds ?? customers.map(customer => customer.value))],
      packageIds: [],
      catalogue: 'scheduled' as const,
      mode: 'simulate' as const,
    },
    action: send,
    onDone: answer => {
      if ('runId' in answer) router.push(`/billing-runs/${answer.runId}`)
    },
  })
  const [mode, date, customerIdsNow] = useWatch({
    control: form.control,
    name: ['mode', 'throughOn', 'customerIds'],
  })
  const sums = seen?.key === keyOf({ mode, throughOn: date, customerIds: customerIdsNow }) ? seen.sums : null
  const isPost = mode === 'post'
  const isDate = parseDay(date) !== null
  const through = isDate ? ` through ${calendarDateText(date)}` : ''
  // A posting covers whole customers: what was left out of a simulation is not carried over unseen.
  const onMode = (next: string) => {
    if (next !== 'post') return
    form.setValue('packageIds', [])
    form.setValue('catalogue', 'scheduled')
  }
  return (
    <Form form={form}>
      {canPost && (
        <Field name="mode" label="Mode">
          <RadioGroup options={modes} onValueChange={onMode} />
        </Field>
      )}
      <Field
        name="customerIds"
        label="Customers"
        hint={canPost ? 'Leave empty for all customers.' : 'Leave empty for all of your customers.'}
        optional
      >
        <MultiCombobox
          search={text => optionsOf(findCustomers(text))}
          initial={customers}
          many={customersText}
          placeholder={canPost ? 'All customers' : 'All of your customers'}
        />
      </Field>
      <Field
        name="throughOn"
        label="Through"
        hint="Everything that is due up to and including this date and was not charged yet."
      >
        <DateInput today={today} />
      </Field>
      {!isPost && (
        <>
          <Field name="packageIds" label="Packages" hint="Leave empty for all packages." optional>
            <MultiCombobox
              search={text => optionsOf(findPackages({ text, currency: null }))}
              many={packagesText}
              placeholder="All packages"
            />
          </Field>
          <Field name="catalogue" label="Prices">
            <RadioGroup options={prices} />
          </Field>
        </>
      )}
      {isDate && date > today && (
        <Notice tone="warn" title="This date is in the future">
          Usage after today is not known yet: a minimum spend whose window closes by then is worked out from
          the usage received so far
          {isPost ? ', and its charge stays as posted. You can undo the run.' : '.'}
        </Notice>
      )}
      {sums && <AskedSums sums={sums} />}
      <FormFooter>
        <SubmitButton icon={isPost ? Play : undefined}>
          {isPost
            ? `Post ${sums ? plural(sums.lineCount, 'charge') : 'charges'}${through}`
            : `Simulate${through}`}
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}
