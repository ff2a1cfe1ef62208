import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { placesFor } from '@/app/(admin)/search/navigation'
import { Shell } from '@/components/shell/shell'
import { openPage } from '@/lib/http/page'
import { signOut } from '../(auth)/sign-out/actions'
import { searchEverywhere } from './search/actions'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor, today, timeZone } = await openPage()
  return (
    <Shell
      mark="OpenMRC"
      places={placesFor(actor)}
      person={{
        name: actor.name,
        email: actor.email,
        role: actor.role === 'admin' ? 'Admin' : 'Account manager',
      }}
      today={today}
      timeZone={timeZone}
      search={searchEverywhere}
      signOut={signOut}
      folded={(await cookies()).get('rail')?.value === 'folded'}
    >
      {children}
    </Shell>
  )
}
