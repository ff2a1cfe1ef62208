'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'

const AddPaymentForm = laterInPanel(() => import('./add-payment-form').then(file => file.AddPaymentForm))

/** The button and the form in its panel. With `shortcut` a key opens it. */
export function AddPayment({ today, shortcut }: { today: string; shortcut?: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="primary"
        icon={Plus}
        shortcut={shortcut}
        onClick={() => setOpen(true)}
        {...AddPaymentForm.onTheWay}
      >
        Add payment
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Add payment">
        <AddPaymentForm today={today} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
