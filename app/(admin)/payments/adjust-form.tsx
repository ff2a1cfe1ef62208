'use client'
import { useRouter } from 'next/navigation'
import { Combobox } from '@/components/ui/fields/combobox'
import { DecimalInput } from '@/components/ui/fields/number-input'
import { RadioGroup } from '@/components/ui/fields/segmented'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { adjust } from './actions'
import { usePayingCustomers } from './use-paying-customers'

const directions = [
  { value: 'credit', label: 'Credit', hint: 'Raises the balance: goodwill, a refund, a correction.' },
  { value: 'debit', label: 'Debit', hint: 'Lowers the balance: a fee, a correction.' },
]

/** Which way, how much and why. */
export function AdjustForm({ onSaved }: { onSaved: () => void }) {
  const router = useRouter()
  const { search, currencies } = usePayingCustomers()
  const form = useActionForm({
    schema: () => import('./form-schemas').then(file => file.adjustmentForm),
    defaultValues: { customerAccountCode: '', direction: 'credit' as const, amount: '', reason: '' },
    action: adjust,
    onDone: ({ customer, balance }) => {
      toast({ title: `Balance of ${customer} is ${balance}` })
      onSaved()
      router.refresh()
    },
  })
  return (
    <Form form={form}>
      <Field name="customerAccountCode" label="Customer">
        <Combobox search={search} placeholder="Search by name or account code" />
      </Field>
      <Field name="direction" label="Which way">
        <RadioGroup options={directions} />
      </Field>
      <Field name="amount" label="Amount">
        <DecimalInput currency={currencies[form.watch('customerAccountCode')]} />
      </Field>
      <Field name="reason" label="Reason" hint="The customer reads it on the statement.">
        <TextInput placeholder="Outage on 3 March" />
      </Field>
      <SaveFooter save="Adjust balance" />
    </Form>
  )
}
