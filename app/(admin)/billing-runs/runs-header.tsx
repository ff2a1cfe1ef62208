import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { type Actor, isAdmin } from '@/lib/access/actor'

/** The head of the pages around runs. An account manager has runs and comparing, not what only admins can mend. */
export function RunsHeader({
  actor,
  current,
  description,
  action,
  secondary,
}: {
  actor: Actor
  current: 'runs' | 'backlog' | 'leaks' | 'compare'
  description: ReactNode
  action?: ReactNode
  secondary?: ReactNode
}) {
  const runs = { key: 'runs', label: 'Runs', href: '/billing-runs' }
  const compare = { key: 'compare', label: 'Compare', href: '/billing-runs/compare' }
  const forAdmins = [
    runs,
    { key: 'backlog', label: 'Backlog', href: '/billing-runs/backlog' },
    { key: 'leaks', label: 'Leak check', href: '/billing-runs/leaks' },
    compare,
  ]
  return (
    <PageHeader
      title="Runs"
      description={description}
      action={action}
      secondary={secondary}
      tabs={<Tabs label="Runs" current={current} tabs={isAdmin(actor) ? forAdmins : [runs, compare]} />}
    />
  )
}
