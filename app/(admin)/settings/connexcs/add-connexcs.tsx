'use client'
import { Plus } from 'lucide-react'
import { PanelButton } from '@/components/ui/panel-button'
import type { SelectOption } from '@/components/ui/select'
import { laterInPanel } from '@/components/ui/side-panel'

const AddForm = laterInPanel(() => import('./connexcs-forms').then(file => file.AddConnexcsForm))

export type AddConnexcsProps = { currencies: SelectOption[]; currency: string }

/** Adds an upstream service to the catalogue. */
export function AddConnexcs(props: AddConnexcsProps) {
  return (
    <PanelButton
      variant="primary"
      icon={Plus}
      shortcut="n"
      words="Add"
      title="Add a ConnexCS Package"
      onTheWay={AddForm.onTheWay}
    >
      {close => <AddForm {...props} onSaved={close} />}
    </PanelButton>
  )
}
