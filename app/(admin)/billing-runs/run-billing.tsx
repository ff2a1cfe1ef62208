'use client'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { calendarDateText } from '@/components/ui/calendar-date'
import { Combobox, type Option } from '@/components/ui/combobox'
import { DateInput } from '@/components/ui/date-input'
import { Field } from '@/components/ui/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { RadioGroup } from '@/components/ui/segmented'
import { SidePanel } from '@/components/ui/side-panel'
import { runSchema } from '@/lib/billing-runs/schema'
import { parseDay } from '@/lib/calendar-date'
import { optionsOf } from '../option-search'
import { findCustomers, runBilling } from './actions'

type RunFormProps = { today: string; canPost: boolean; customer?: Option; throughOn?: string }

const modes = [
  { value: 'simulate', label: 'Simulate', hint: 'Every line and why, as a report. Nothing is charged.' },
  { value: 'post', label: 'Post', hint: 'Charges, and debits the balances of customers on auto decrement.' },
]

function RunForm({ today, canPost, customer, throughOn }: RunFormProps) {
  const router = useRouter()
  const form = useActionForm({
    schema: runSchema,
    defaultValues: {
      throughOn: throughOn ?? today,
      customerId: customer?.value ?? '',
      mode: 'simulate' as const,
    },
    action: runBilling,
    onDone: ({ runId }) => router.push(`/billing-runs/${runId}`),
  })
  const [mode, date] = useWatch({ control: form.control, name: ['mode', 'throughOn'] })
  const isPost = mode === 'post'
  const isDate = parseDay(date) !== null
  const through = isDate ? ` through ${calendarDateText(date)}` : ''
  return (
    <Form form={form}>
      <Field
        name="customerId"
        label="Customers"
        hint={canPost ? 'Nobody chosen: all customers.' : 'Nobody chosen: all of your customers.'}
        optional
      >
        <Combobox
          search={text => optionsOf(findCustomers(text))}
          initial={customer}
          placeholder={canPost ? 'All customers' : 'All of your customers'}
          clearable
        />
      </Field>
      <Field
        name="throughOn"
        label="Through"
        hint="Everything that is due up to and including this date and was not charged yet."
      >
        <DateInput today={today} />
      </Field>
      {canPost && (
        <Field name="mode" label="What to do">
          <RadioGroup options={modes} />
        </Field>
      )}
      {isDate && date > today && (
        <Notice tone="warn" title="This date is in the future">
          Usage after today is not known yet: a minimum spend whose window closes until then is worked out
          with the usage that is here now
          {isPost ? ', and stays as it is charged. You can undo the run.' : '.'}
        </Notice>
      )}
      <FormFooter>
        <SubmitButton icon={isPost ? Play : undefined}>
          {isPost ? `Post charges${through}` : `Simulate${through}`}
        </SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

/** "Run billing": which customers, through which date, simulated or posted. */
export function RunBilling({
  label,
  shortcut,
  ...setup
}: RunFormProps & { label?: string; shortcut?: string }) {
  const [open, setOpen] = useState(false)
  const title = setup.canPost ? 'Run billing' : 'Simulate billing'
  return (
    <>
      <Button variant="primary" icon={Play} shortcut={shortcut} onClick={() => setOpen(true)}>
        {label ?? title}
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title={title}
        description={
          setup.canPost ? 'Simulate as often as you like; posting never charges twice.' : undefined
        }
      >
        <RunForm {...setup} />
      </SidePanel>
    </>
  )
}
