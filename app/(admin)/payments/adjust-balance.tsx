'use client'
import { Scale } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'

const AdjustForm = laterInPanel(() => import('./adjust-form').then(file => file.AdjustForm))

/** A credit or a debit by hand, with its reason. It is never changed; the opposite one takes it back. */
export function AdjustBalance() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={Scale} onClick={() => setOpen(true)} {...AdjustForm.onTheWay}>
        Adjust a balance
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title="Adjust a balance"
        description="For payments received use Add payment."
      >
        <AdjustForm onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
