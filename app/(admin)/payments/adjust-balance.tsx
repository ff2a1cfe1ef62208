'use client'
import { Scale } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Combobox, type Option } from '@/components/ui/combobox'
import { Field } from '@/components/ui/field'
import { CancelButton, Form, FormFooter, SubmitButton } from '@/components/ui/form'
import { DecimalInput } from '@/components/ui/number-input'
import { RadioGroup } from '@/components/ui/segmented'
import { SidePanel } from '@/components/ui/side-panel'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import { adjustmentSchema } from '@/lib/payments/schema'
import { adjust, findPayingCustomers } from './actions'

const directions = [
  { value: 'credit', label: 'Credit', hint: 'Raises the balance: goodwill, a refund, a correction.' },
  { value: 'debit', label: 'Debit', hint: 'Lowers the balance: a fee, a correction.' },
]

function AdjustForm({ onSaved }: { onSaved: () => void }) {
  const router = useRouter()
  const [currencies, setCurrencies] = useState<Readonly<Record<string, string>>>({})
  const form = useActionForm({
    schema: adjustmentSchema,
    defaultValues: { customerAccountCode: '', direction: 'credit' as const, amount: '', reason: '' },
    action: adjust,
    onDone: ({ customer, balance }) => {
      toast({ title: `Balance of ${customer} is ${balance}` })
      onSaved()
      router.refresh()
    },
  })
  const search = async (text: string): Promise<Option[]> => {
    const found = await findPayingCustomers(text)
    if (!found.ok) throw new Error(found.formError)
    setCurrencies(known => ({
      ...known,
      ...Object.fromEntries(found.data.map(row => [row.accountCode, row.currency])),
    }))
    return found.data.map(row => ({
      value: row.accountCode,
      label: row.name,
      note: `${row.accountCode} · ${row.currency}`,
    }))
  }
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
      <FormFooter>
        <SubmitButton>Adjust balance</SubmitButton>
        <CancelButton />
      </FormFooter>
    </Form>
  )
}

/** A credit or a debit by hand, with its reason. It is never changed; the opposite one takes it back. */
export function AdjustBalance() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={Scale} onClick={() => setOpen(true)}>
        Adjust a balance
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title="Adjust a balance"
        description="For payments received use Add payment."
      >
        <AdjustForm onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
