'use client'
import { Scale } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'

const AdjustForm = lazyPanelForm(() => import('./adjust-form').then(file => file.AdjustForm))

/** A credit or a debit by hand, with its reason. It is never changed; the opposite one takes it back. */
export function AdjustBalance() {
  return (
    <PanelButton
      icon={Scale}
      words="Adjust a balance"
      title="Adjust a balance"
      description="For payments received use Add payment."
      preloadProps={AdjustForm.preloadProps}
    >
      {close => <AdjustForm onSaved={close} />}
    </PanelButton>
  )
}
