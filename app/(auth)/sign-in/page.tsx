import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { openApp } from '@/lib/http/read'
import { ownPath } from '@/lib/request/origin'
import { actorOf } from '@/lib/sign-in/read/actor'
import { hasAdmin } from '@/lib/users/read'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = ownPath(readList(await searchParams).filter('next') ?? undefined)
  const { db } = await openApp()
  if (await actorOf(db, await headers())) redirect(next)
  if (!(await hasAdmin(db))) redirect('/set-up')
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
      <SignInForm next={next} />
    </>
  )
}
