'use client'
import { Plus } from 'lucide-react'
import type { SelectOption } from '@/components/ui/fields/select'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { laterInPanel } from '@/components/ui/overlay/side-panel'

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
