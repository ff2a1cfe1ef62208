'use client'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'

type Range = { from: string; to: string; today: string }

const ExportChargesForm = lazyPanelForm(() =>
  import('./export-charges-form').then(file => file.ExportChargesForm),
)

/** Charges of a range as a file, by billing date or by posting date. */
export function ExportCharges(range: Range) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={Download} onClick={() => setOpen(true)} {...ExportChargesForm.preloadProps}>
        Export charges
      </Button>
      <SidePanel open={open} onOpenChange={setOpen} title="Export charges">
        <ExportChargesForm {...range} />
      </SidePanel>
    </>
  )
}
