'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/lib/http/action'
import { signOut as endSession } from '@/lib/sign-in/write/sign-in'
import { setSessionCookies } from '../session-cookies'

const leave = publicAction(z.undefined(), async ({ db, headers }) => {
  await setSessionCookies(await endSession(db, headers))
})

/** Ends this session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await leave(undefined)
  redirect('/sign-in')
}
