import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import type { Actor } from '@/lib/access/actor'

/** The head of the settings pages. An account manager has only their own account. */
export function SettingsHeader({
  actor,
  current,
  action,
}: {
  actor: Actor
  current: 'provider' | 'users' | 'schedule' | 'connexcs' | 'api-keys' | 'security-log' | 'account'
  action?: ReactNode
}) {
  const forAdmins = [
    { key: 'provider', label: 'Provider', href: '/settings' },
    { key: 'users', label: 'Users', href: '/settings/users' },
    { key: 'schedule', label: 'Schedule', href: '/settings/schedule' },
    { key: 'connexcs', label: 'ConnexCS Packages', href: '/settings/connexcs' },
    { key: 'api-keys', label: 'API keys', href: '/settings/api-keys' },
    { key: 'security-log', label: 'Security log', href: '/settings/security-log' },
  ]
  const account = { key: 'account', label: 'Your account', href: '/settings/account' }
  const tabs = actor.role === 'admin' ? [...forAdmins, account] : [account]
  return (
    <PageHeader
      title="Settings"
      action={action}
      tabs={<Tabs label="Settings" current={current} tabs={tabs} />}
    />
  )
}
