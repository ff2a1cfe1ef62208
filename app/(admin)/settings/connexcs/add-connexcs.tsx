'use client'
import { Plus } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'
import type { AddConnexcsProps } from './connexcs-forms'

const AddForm = lazyPanelForm(() => import('./connexcs-forms').then(file => file.AddConnexcsForm))

/** Adds an upstream service to the catalogue. */
export function AddConnexcs(props: AddConnexcsProps) {
  return (
    <PanelButton
      variant="primary"
      icon={Plus}
      shortcut="n"
      words="Add"
      title="Add a ConnexCS Package"
      preloadProps={AddForm.preloadProps}
    >
      {close => <AddForm {...props} onSaved={close} />}
    </PanelButton>
  )
}
