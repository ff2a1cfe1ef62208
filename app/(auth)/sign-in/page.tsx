import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { openPublicPage } from '@/lib/http/page'
import { ownPath } from '@/lib/request/origin'
import { hasAdmin } from '@/lib/users/read'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = ownPath(readList(await searchParams).filter('next') ?? undefined)
  const { db, actor } = await openPublicPage()
  if (actor) redirect(next)
  if (!(await hasAdmin(db))) redirect('/set-up')
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
      <SignInForm next={next} />
    </>
  )
}
