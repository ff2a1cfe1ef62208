'use client'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { lazyPanelForm, SidePanel } from '@/components/ui/overlay/side-panel'
import type { RunFormProps } from './run-form'

const RunForm = lazyPanelForm(() => import('./run-form').then(file => file.RunForm))

/** For what opens a `RunPanel`. */
export const preloadRun = RunForm.preloadProps

/** "Run billing": which customers, through which date, simulated or posted. */
export function RunBilling({
  label,
  shortcut,
  ...setup
}: RunFormProps & { label?: string; shortcut?: string }) {
  const [open, setOpen] = useState(false)
  const title = setup.canPost ? 'Run billing' : 'Simulate billing'
  return (
    <>
      <Button
        variant="primary"
        icon={Play}
        shortcut={shortcut}
        onClick={() => setOpen(true)}
        {...RunForm.preloadProps}
      >
        {label ?? title}
      </Button>
      <RunPanel open={open} onOpenChange={setOpen} {...setup} />
    </>
  )
}

/** The form of a run, in a panel. */
export function RunPanel({
  open,
  onOpenChange,
  ...setup
}: RunFormProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <SidePanel
      open={open}
      onOpenChange={onOpenChange}
      title={setup.canPost ? 'Run billing' : 'Simulate billing'}
      description={setup.canPost ? 'Simulate as often as you like; posting never charges twice.' : undefined}
    >
      <RunForm {...setup} />
    </SidePanel>
  )
}
