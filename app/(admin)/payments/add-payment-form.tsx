'use client'
import { useState } from 'react'
import { Combobox } from '@/components/ui/fields/combobox'
import { DateInput } from '@/components/ui/fields/date-input'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { Select } from '@/components/ui/fields/select'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field, FieldRow } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { paymentStatuses } from '@/lib/payments/status'
import { addPayment } from './actions'
import { statusWords } from './payment-status'
import { usePayingCustomers } from './use-paying-customers'

/** Money received from one customer. */
export function AddPaymentForm({ today, onSaved }: { today: string; onSaved: () => void }) {
  const { search, currencies } = usePayingCustomers()
  const [seen, setSeen] = useState<string | null>(null)
  /** A payment dated after today is asked about once: most are a mistyped date. */
  const ask = async (input: Parameters<typeof addPayment>[0]) => {
    const { paidOn } = input
    if (paidOn <= today || paidOn === seen) return addPayment(input)
    setSeen(paidOn)
    return {
      ok: false as const,
      fieldErrors: { paidOn: 'This date is after today. Save once more if it is right.' },
    }
  }
  const form = useActionForm({
    schema: () => import('./form-schemas').then(file => file.paymentForm),
    defaultValues: {
      customerAccountCode: '',
      amount: '',
      paidOn: today,
      reference: '',
      status: 'completed',
      description: '',
    },
    action: ask,
    onDone: ({ reference }, intent) => {
      toast({ title: `Payment ${reference} added` })
      if (intent !== 'another') onSaved()
    },
  })
  return (
    <Form form={form}>
      <Field name="customerAccountCode" label="Customer">
        <Combobox search={search} placeholder="Search by name or account code" />
      </Field>
      <FieldRow>
        <Field name="amount" label="Amount">
          <DecimalInput currency={currencies[form.watch('customerAccountCode')]} />
        </Field>
        <Field name="paidOn" label="Date">
          <DateInput today={today} />
        </Field>
      </FieldRow>
      <Field name="reference" label="Reference" hint="The bank’s or your own. Each payment has its own.">
        <TextInput />
      </Field>
      <Field name="status" label="Status" hint="Only a completed payment raises the balance.">
        <Select options={paymentStatuses.map(value => ({ value, label: statusWords[value] }))} />
      </Field>
      <Field name="description" label="Description" optional>
        <TextInput placeholder="Bank transfer" />
      </Field>
      <SaveFooter another="Save and add another" />
    </Form>
  )
}
