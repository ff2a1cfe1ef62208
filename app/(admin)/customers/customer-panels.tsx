'use client'
import { Pencil, Plus } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'
import type { CustomerSetup } from './customer-fields'
import type { EditOf } from './customer-forms'

const forms = () => import('./customer-forms')
const AddForm = lazyPanelForm(() => forms().then(file => file.AddForm))
const EditForm = lazyPanelForm(() => forms().then(file => file.EditForm))

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
  return (
    <PanelButton
      variant="primary"
      icon={Plus}
      shortcut={shortcut}
      words="Add customer"
      title="Add customer"
      preloadProps={AddForm.preloadProps}
    >
      {close => <AddForm setup={setup} currency={currency} onSaved={close} />}
    </PanelButton>
  )
}

/** Edits a customer in a panel over its page. */
export function EditCustomer(props: EditOf) {
  return (
    <PanelButton
      icon={Pencil}
      words="Edit"
      title={`Edit ${props.customer.name}`}
      preloadProps={EditForm.preloadProps}
    >
      {close => <EditForm {...props} onSaved={close} />}
    </PanelButton>
  )
}
