import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { readList, type SearchParams } from '@/components/ui/list-url'
import { Notice } from '@/components/ui/notice'
import { openApp } from '@/lib/open-app'
import { findLink } from '@/lib/users/credentials'
import { AcceptForm } from './accept-form'

export const metadata: Metadata = { title: 'Choose your password' }

export default async function AcceptInvitationPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>
}) {
  const token = readList(await searchParams).filter('token') ?? ''
  const { db } = await openApp()
  const invited = await findLink(db, token, new Date())
  if (!invited) {
    return (
      <>
        <h1 className="text-xl font-semibold tracking-tight">This link does not work any more</h1>
        <Notice tone="warn">
          It was used already, has expired after seven days, or a newer one was made. Ask an admin for a new
          link.
        </Notice>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    )
  }
  return (
    <>
      <div>
        <h1 className="text-xl font-semibold tracking-tight">Choose your password</h1>
        <p className="text-muted">You sign in as {invited.email} from now on.</p>
      </div>
      <AcceptForm token={token} name={invited.name} email={invited.email} />
    </>
  )
}
