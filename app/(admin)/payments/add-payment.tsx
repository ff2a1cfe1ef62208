'use client'
import { Plus } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'

const AddPaymentForm = lazyPanelForm(() => import('./add-payment-form').then(file => file.AddPaymentForm))

/** The button and the form in its panel. With `shortcut` a key opens it. */
export function AddPayment({ today, shortcut }: { today: string; shortcut?: string }) {
  return (
    <PanelButton
      variant="primary"
      icon={Plus}
      shortcut={shortcut}
      words="Add payment"
      title="Add payment"
      preloadProps={AddPaymentForm.preloadProps}
    >
      {close => <AddPaymentForm today={today} onSaved={close} />}
    </PanelButton>
  )
}
