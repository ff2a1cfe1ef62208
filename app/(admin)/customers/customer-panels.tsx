'use client'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'
import type { CustomerSetup } from './customer-fields'
import type { EditOf } from './customer-forms'

const forms = () => import('./customer-forms')
const AddForm = laterInPanel(() => forms().then(file => file.AddForm))
const EditForm = laterInPanel(() => forms().then(file => file.EditForm))

/** Adds a customer in a panel over the list; by key n too. */
export function AddCustomer({
  setup,
  currency,
  shortcut,
}: {
  setup: CustomerSetup
  currency: string
  shortcut?: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        shortcut={shortcut}
        onClick={() => setOpen(true)}
        {...AddForm.onTheWay}
      >
        Add customer
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Add customer">
        <AddForm setup={setup} currency={currency} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}

/** Edits a customer in a panel over its page. */
export function EditCustomer(props: EditOf) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={Pencil} onClick={() => setOpen(true)} {...EditForm.onTheWay}>
        Edit
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title={`Edit ${props.customer.name}`}>
        <EditForm {...props} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
