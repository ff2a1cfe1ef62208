'use client'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Option } from '@/components/ui/combobox'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'
import type { EditOf } from './did-forms'

const forms = () => import('./did-forms')
const AddForm = laterInPanel(() => forms().then(file => file.AddForm))
const EditForm = laterInPanel(() => forms().then(file => file.EditForm))

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
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        icon={Plus}
        shortcut={shortcut}
        onClick={() => setOpen(true)}
        {...AddForm.onTheWay}
      >
        Add DID
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Add DID">
        <AddForm customer={customer} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}

/** Edits a number; a move to another customer or to stock settles its assignments in the same step. */
export function EditDid(props: EditOf) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={Pencil} onClick={() => setOpen(true)} {...EditForm.onTheWay}>
        Edit or move
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title={`Edit ${props.did.number}`}>
        <EditForm {...props} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
