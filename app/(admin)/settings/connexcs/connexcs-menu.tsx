'use client'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { Menu } from '@/components/ui/overlay/menu'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import { toast } from '@/components/ui/overlay/toast'
import { deleteConnexcs } from './actions'
import type { ConnexcsMenuProps } from './connexcs-forms'

const EditForm = lazyPanelForm(() => import('./connexcs-forms').then(file => file.EditConnexcsForm))

/** What can be done to one service of the catalogue. One that a package sells is not deleted. */
export function ConnexcsMenu({ item, currencies }: ConnexcsMenuProps) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const { id, revision, name } = item
  return (
    <>
      <Menu
        label={`Change ${name}`}
        items={[
          {
            label: 'Edit',
            icon: Pencil,
            preloadProps: EditForm.preloadProps,
            onSelect: () => setOpen('edit'),
          },
          'line',
          {
            label: item.packages > 0 ? 'Delete (in use)' : 'Delete',
            icon: Trash2,
            danger: true,
            disabled: item.packages > 0,
            preloadProps: ConfirmDialog.preloadProps,
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
        No package sells it. It is removed from the catalogue; the audit log keeps it.
      </ConfirmDialog>
    </>
  )
}
