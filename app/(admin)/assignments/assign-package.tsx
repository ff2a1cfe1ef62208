'use client'
import { Plus } from 'lucide-react'
import { PanelButton } from '@/components/ui/overlay/panel-button'
import { lazyPanelForm } from '@/components/ui/overlay/side-panel'
import type { AssignTarget } from './assign-target'

const AssignForm = lazyPanelForm(() => import('./assign-form').then(file => file.AssignForm))

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
  return (
    <PanelButton
      variant={variant}
      icon={Plus}
      shortcut={shortcut}
      words="Assign package"
      title="Assign package"
      description={target ? targetText(target) : undefined}
      size="xl"
      preloadProps={AssignForm.preloadProps}
    >
      {close => <AssignForm target={target} today={today} onSaved={close} />}
    </PanelButton>
  )
}

function targetText(target: AssignTarget): string {
  return target.kind === 'customer'
    ? `To ${target.name}, in ${target.currency}`
    : `To the number ${target.number} of ${target.customer}, in ${target.currency}`
}
