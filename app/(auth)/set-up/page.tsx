import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { openPublicPage } from '@/lib/http/page'
import { currencyChoices, timeZoneChoices } from '@/lib/settings/choices'
import { isProviderEmpty } from '@/lib/settings/read'
import { hasAdmin } from '@/lib/users/read'
import { FirstAdminForm } from './first-admin-form'
import { FirstData } from './first-data'
import { currentLoad } from './sample-load'

export const metadata: Metadata = { title: 'Set up' }

/** Step 1 while there is no admin; step 2 for the admin while there is no data; afterwards nothing is here. */
export default async function SetUpPage() {
  const { db, actor, environmentTimeZone } = await openPublicPage()
  if (!(await hasAdmin(db))) {
    return (
      <>
        <div>
          <h1 className="text-xl font-semibold tracking-tight">Create the first admin</h1>
          <p className="text-muted">Step 1 of 2. Only a person who can see the terminal can do this.</p>
        </div>
        <FirstAdminForm
          timeZone={environmentTimeZone}
          currencies={currencyChoices()}
          timeZones={timeZoneChoices()}
        />
      </>
    )
  }
  if (!actor) redirect('/sign-in')
  const load = currentLoad()
  const isLoading = load?.status === 'running' || load?.status === 'failed'
  if (actor.role !== 'admin' || (!isLoading && !(await isProviderEmpty(db)))) redirect('/')
  return (
    <>
      <div>
        <h1 className="text-xl font-semibold tracking-tight">Welcome, {actor.name}</h1>
        <p className="text-muted">Step 2 of 2. How do you want to begin?</p>
      </div>
      <FirstData running={load?.status === 'running' ? load : null} />
    </>
  )
}
