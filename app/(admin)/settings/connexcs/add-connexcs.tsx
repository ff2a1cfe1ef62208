'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { SelectOption } from '@/components/ui/select'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'

const AddForm = laterInPanel(() => import('./connexcs-forms').then(file => file.AddConnexcsForm))

export type AddConnexcsProps = { currencies: SelectOption[]; currency: string }

/** Adds an upstream service to the catalogue. */
export function AddConnexcs(props: AddConnexcsProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon={Plus} shortcut="n" onClick={() => setOpen(true)} {...AddForm.onTheWay}>
        Add
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Add a ConnexCS Package">
        <AddForm {...props} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
