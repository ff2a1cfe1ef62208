'use server'
import { publicAction } from '@/lib/http/action'
import { ownPath } from '@/lib/request/origin'
import { signInSchema } from '@/lib/sign-in/schema'
import { signIn as openSession } from '@/lib/sign-in/write/sign-in'
import { setSessionCookies } from '../session-cookies'

export const signIn = publicAction(signInSchema, async ({ db, headers }, { email, password, next }) => {
  await setSessionCookies(await openSession(db, headers, { email, password }))
  return { next: ownPath(next) }
})
