'use client'
import { FieldConflicts, useFieldConflicts } from '@/app/(admin)/concurrent-edits/field-conflicts'
import { useRefreshOnRefusal } from '@/app/(admin)/concurrent-edits/use-refresh-on-refusal'
import { useActionForm } from '@/components/ui/form/action-form'
import { Form, SaveFooter } from '@/components/ui/form/form'
import { toast } from '@/components/ui/overlay/toast'
import { addCustomer, saveCustomer } from './actions'
import { CustomerFields, type CustomerSetup } from './customer-fields'

export function AddForm({
  setup,
  currency,
  onSaved,
}: {
  setup: CustomerSetup
  currency: string
  onSaved: () => void
}) {
  const form = useActionForm({
    schema: () => import('@/lib/customers/schema').then(file => file.customerSchema),
    defaultValues: { accountCode: '', name: '', currency, email: '', debitLimit: '', accountManagerId: '' },
    action: addCustomer,
    onDone: ({ id, name }, intent) => {
      toast({ title: `${name} added`, href: `/customers/${id}`, link: 'Open' })
      if (intent !== 'another') onSaved()
    },
  })
  return (
    <Form form={form}>
      <CustomerFields setup={setup} isAdmin />
      <SaveFooter another="Save and add another" />
    </Form>
  )
}

/** The customer as the form holds it: the debit limit is text in its currency. */
type EditedCustomer = {
  id: number
  revision: number
  accountCode: string
  name: string
  currency: string
  email: string
  debitLimit: string
  accountManagerId: string
}

const fieldWords = {
  accountCode: 'Account code',
  name: 'Name',
  currency: 'Currency',
  email: 'E-mail',
  debitLimit: 'Debit limit',
  accountManagerId: 'Account manager',
}

export type EditOf = { setup: CustomerSetup; customer: EditedCustomer; isAdmin: boolean }

export function EditForm({ setup, customer, isAdmin, onSaved }: EditOf & { onSaved: () => void }) {
  const { id, revision, ...values } = customer
  const action = useRefreshOnRefusal(saveCustomer)
  const form = useActionForm({
    schema: () => import('@/lib/customers/schema').then(file => file.customerEditSchema),
    defaultValues: values,
    hidden: { id, revision },
    action,
    onDone: ({ name }) => {
      toast({ title: `${name} is saved` })
      onSaved()
    },
  })
  const managerOf = new Map(setup.managers.map(({ id: key, name }) => [key, name]))
  const changes = useFieldConflicts(form, { ...values, id, revision }, revision).map(change =>
    change.name === 'accountManagerId'
      ? { ...change, theirs: managerOf.get(change.theirs) ?? change.theirs }
      : change,
  )
  return (
    <Form form={form}>
      <FieldConflicts changes={changes} words={fieldWords} />
      <CustomerFields setup={setup} isAdmin={isAdmin} />
      <SaveFooter />
    </Form>
  )
}
