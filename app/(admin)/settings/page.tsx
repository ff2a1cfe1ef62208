import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { environment } from '@/lib/environment/environment'
import { openPage } from '@/lib/http/page'
import { currencyChoices, timeZoneChoices } from '@/lib/settings/choices'
import { SettingsForm } from './settings-form'
import { SettingsHeader } from './settings-header'

export const metadata: Metadata = { title: 'Settings' }

export default async function SettingsPage() {
  const { actor, settings } = await openPage()
  if (actor.role !== 'admin') redirect('/settings/account')
  const { billingTimeZone, providerName, currency, marginWarningPercent, revision } = settings
  return (
    <>
      <SettingsHeader actor={actor} current="provider" />
      <SettingsForm
        settings={{
          providerName,
          currency,
          billingTimeZone: billingTimeZone ?? '',
          marginWarningPercent: String(marginWarningPercent),
          revision,
        }}
        environmentTimeZone={environment().billingTimeZone}
        currencies={currencyChoices()}
        timeZones={timeZoneChoices()}
      />
    </>
  )
}
