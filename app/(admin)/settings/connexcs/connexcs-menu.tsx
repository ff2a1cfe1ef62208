'use client'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useActionForm } from '@/components/ui/action-form'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Form } from '@/components/ui/form'
import { Menu } from '@/components/ui/menu'
import type { SelectOption } from '@/components/ui/select'
import { SidePanel } from '@/components/ui/side-panel'
import { toast } from '@/components/ui/toast'
import { connexcsEditSchema } from '@/lib/connexcs/schema'
import { deleteConnexcs, saveConnexcs } from './actions'
import { ConnexcsFields } from './connexcs-fields'

export type EditedConnexcs = {
  id: number
  revision: number
  name: string
  unitCost: string
  currency: string
  packages: number
}

type Of = { item: EditedConnexcs; currencies: SelectOption[] }

function EditForm({ item, currencies, onSaved }: Of & { onSaved: () => void }) {
  const { id, revision, name, unitCost, currency } = item
  const form = useActionForm({
    schema: connexcsEditSchema,
    defaultValues: { name, unitCost, currency },
    hidden: { id, revision },
    action: saveConnexcs,
    onDone: saved => {
      toast({ title: `${saved.name} saved` })
      onSaved()
    },
  })
  return (
    <Form form={form}>
      <ConnexcsFields currencies={currencies} />
    </Form>
  )
}

/** What can be done to one service of the catalogue. One that a package sells is not deleted. */
export function ConnexcsMenu({ item, currencies }: Of) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, revision, name } = item
  return (
    <>
      <Menu
        label={`Change ${name}`}
        items={[
          { label: 'Edit', icon: Pencil, onSelect: () => setOpen('edit') },
          'line',
          {
            label: item.packages > 0 ? 'Delete (in use)' : 'Delete',
            icon: Trash2,
            danger: true,
            disabled: item.packages > 0,
            onSelect: () => setOpen('delete'),
          },
        ]}
      />
      <SidePanel open={open === 'edit'} onOpenChange={close} title={`Edit ${name}`}>
        <EditForm item={item} currencies={currencies} onSaved={close} />
      </SidePanel>
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={close}
        danger
        title={`Delete ${name}?`}
        confirm={`Delete ${name.length > 30 ? 'it' : name}`}
        action={() => deleteConnexcs({ id, revision })}
        onDone={() => toast({ title: `${name} deleted` })}
      >
        No package sells it. It goes from the catalogue; the audit log keeps it.
      </ConfirmDialog>
    </>
  )
}
