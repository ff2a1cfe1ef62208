'use client'
import { FieldConflicts, useFieldConflicts } from '@/app/(admin)/concurrent-edits/field-conflicts'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { findCustomers } from '@/app/(admin)/search/actions'
import { optionsOf } from '@/app/(admin)/search/option-search'
import { Combobox, type Option } from '@/components/ui/fields/combobox'
import { Switch } from '@/components/ui/fields/switch'
import { TextInput } from '@/components/ui/fields/text-input'
import { useActionForm } from '@/components/ui/form/action-form'
import { Field } from '@/components/ui/form/field'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { addDid, saveDid } from './actions'
import { MoveFields } from './move-fields'

function DidFields({ customer, isAdmin }: { customer?: Option; isAdmin: boolean }) {
  return (
    <>
      <Field name="number" label="Number" hint="With the country code: +44 20 7123 4567 or 442071234567.">
        <TextInput mono type="tel" autoComplete="off" disabled={!isAdmin} />
      </Field>
      <OwnerFields customer={customer} />
    </>
  )
}

/** Whose a number is, who supplies it and whether it works. */
export function OwnerFields({ customer }: { customer?: Option }) {
  return (
    <>
      <Field name="customerId" label="Customer" optional hint="Leave empty to keep the number in stock.">
        <Combobox
          clearable
          initial={customer}
          placeholder="Search name, code or e-mail"
          search={text => optionsOf(findCustomers(text))}
        />
      </Field>
      <Field name="carrier" label="Carrier" optional hint="The supplier of the number.">
        <TextInput autoComplete="off" />
      </Field>
      <Field
        name="isEnabled"
        label="Enabled"
        hideLabel
        hint="A disabled number still bills: end its packages to stop that."
      >
        <Switch label="Enabled" />
      </Field>
    </>
  )
}

export function AddForm({ customer, onSaved }: { customer?: Option; onSaved: () => void }) {
  const form = useActionForm({
    schema: () => import('@/lib/dids/schema').then(file => file.didSchema),
    defaultValues: { number: '', customerId: customer?.value ?? '', carrier: '', isEnabled: true },
    action: addDid,
    onDone: ({ id, number }, intent) => {
      toast({ title: `${number} added`, href: `/dids/${id}`, link: 'Open' })
      if (intent !== 'another') onSaved()
    },
  })
  return (
    <Form form={form}>
      <DidFields customer={customer} isAdmin />
      <SaveFooter another="Save and add another" />
    </Form>
  )
}

type EditedDid = {
  id: number
  revision: number
  number: string
  carrier: string
  isEnabled: boolean
  customer: Option | null
}

const fieldWords = { number: 'Number', customerId: 'Customer', carrier: 'Carrier', isEnabled: 'Enabled' }

export type EditOf = { did: EditedDid; today: string; isAdmin: boolean }

export function EditForm({ did, today, isAdmin, onSaved }: EditOf & { onSaved: () => void }) {
  const values = {
    number: did.number,
    customerId: did.customer?.value ?? '',
    carrier: did.carrier,
    isEnabled: did.isEnabled,
    openAssignments: '' as const,
    endOn: today,
    reason: '',
  }
  const action = useRefreshOnRefusal(saveDid)
  const form = useActionForm({
    schema: () => import('@/lib/dids/schema').then(file => file.didEditSchema),
    defaultValues: values,
    hidden: { id: did.id, revision: did.revision },
    action,
    onDone: ({ number }) => {
      toast({ title: `${number} is saved` })
      onSaved()
    },
  })
  const { id, revision } = did
  const changes = useFieldConflicts(form, { ...values, id, revision }, revision).map(change =>
    change.name === 'customerId' ? { ...change, theirs: did.customer?.label ?? 'Stock' } : change,
  )
  const leaves = did.customer !== null && form.watch('customerId') !== did.customer.value
  return (
    <Form form={form}>
      <FieldConflicts changes={changes} words={fieldWords} />
      <DidFields customer={did.customer ?? undefined} isAdmin={isAdmin} />
      {leaves && did.customer && (
        <MoveFields didId={did.id} from={did.customer.label} today={today} isAdmin={isAdmin} />
      )}
      <SaveFooter />
    </Form>
  )
}
