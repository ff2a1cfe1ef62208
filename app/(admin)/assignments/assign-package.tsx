'use client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'
import type { AssignTarget } from './assign-target'

const AssignForm = laterInPanel(() => import('./assign-form').then(file => file.AssignForm))

/** *Assign package*: from a customer, from a DID, or with a search for either. */
export function AssignPackage({
  target,
  today,
  variant = 'primary',
  shortcut,
}: {
  target: AssignTarget | null
  today: string
  variant?: 'primary' | 'quiet'
  shortcut?: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        icon={Plus}
        shortcut={shortcut}
        onClick={() => setOpen(true)}
        {...AssignForm.onTheWay}
      >
        Assign package
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        size="xl"
        title="Assign package"
        description={target ? targetText(target) : undefined}
      >
        <AssignForm target={target} today={today} onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}

function targetText(target: AssignTarget): string {
  return target.kind === 'customer'
    ? `To ${target.name}, in ${target.currency}`
    : `To the number ${target.number} of ${target.customer}, in ${target.currency}`
}
