import type { Metadata } from 'next'
import { ThemeSwitch } from '@/components/shell/theme-switch'
import { Panel } from '@/components/ui/panel'
import { openPage } from '@/lib/http/page'
import { SettingsHeader } from '../settings-header'
import { NameForm } from './name-form'
import { PasswordForm } from './password-form'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const { actor } = await openPage()
  return (
    <>
      <SettingsHeader actor={actor} current="account" />
      <div className="flex max-w-xl flex-col gap-5">
        <Panel title="Name" description={`You sign in as ${actor.email}.`}>
          <NameForm name={actor.name} />
        </Panel>
        <Panel title="Password">
          <PasswordForm email={actor.email} />
        </Panel>
        <Panel title="Theme" description="Kept in this browser.">
          <div className="max-w-48">
            <ThemeSwitch />
          </div>
        </Panel>
      </div>
    </>
  )
}
