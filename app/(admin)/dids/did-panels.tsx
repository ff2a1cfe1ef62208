'use client'
import { Pencil, Plus } from 'lucide-react'
import type { Option } from '@/components/ui/fields/combobox'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'
import type { EditOf } from './did-forms'

const forms = () => import('./did-forms')
const AddForm = lazyPanelForm(() => forms().then(file => file.AddForm))
const EditForm = lazyPanelForm(() => forms().then(file => file.EditForm))

/** Adds a number, to a customer or to stock; by key n too. */
export function AddDid({
  customer,
  variant = 'primary',
  shortcut,
}: {
  customer?: Option
  variant?: 'primary' | 'quiet'
  shortcut?: string
}) {
  return (
    <PanelButton
      variant={variant}
      icon={Plus}
      shortcut={shortcut}
      words="Add DID"
      title="Add DID"
      preloadProps={AddForm.preloadProps}
    >
      {close => <AddForm customer={customer} onSaved={close} />}
    </PanelButton>
  )
}

/** Edits a number; a move to another customer or to stock settles its assignments in the same step. */
export function EditDid(props: EditOf) {
  return (
    <PanelButton
      icon={Pencil}
      words="Edit or move"
      title={`Edit ${props.did.number}`}
      preloadProps={EditForm.preloadProps}
    >
      {close => <EditForm {...props} onSaved={close} />}
    </PanelButton>
  )
}
