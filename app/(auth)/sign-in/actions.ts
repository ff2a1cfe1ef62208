'use server'
import { publicAction } from '@/lib/action'
import { ownPath } from '@/lib/origin'
import { signInSchema } from '@/lib/users/schema'
import { signIn as openSession } from '@/lib/users/sign-in'
import { setSessionCookies } from '../session-cookies'

export const signIn = publicAction(signInSchema, async ({ db, headers }, { email, password, next }) => {
  await setSessionCookies(await openSession(db, headers, { email, password }))
  return { next: ownPath(next) }
})
