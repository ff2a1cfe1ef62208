'use server'
import { publicAction } from '@/lib/http/action'
import { findLink } from '@/lib/sign-in/write/credentials'
import { openSession } from '@/lib/sign-in/write/sign-in'
import { acceptInvitationSchema, linkSchema } from '@/lib/users/schema'
import { acceptInvitation as accept } from '@/lib/users/write/invitations'
import { setSessionCookies } from '../session-cookies'

/** Whom a link was made for; null if it does not work any more. */
export const readLink = publicAction(linkSchema, async ({ db, now }, { token }) => {
  const found = await findLink({ db, now }, token)
  return found && { name: found.name, email: found.email }
})

/** Chooses the password and signs in; if only the second failed, the answer says so: the password is chosen. */
export const acceptInvitation = publicAction(acceptInvitationSchema, async ({ db, headers, now }, input) => {
  const { email } = await accept({ db, now }, input)
  const cookies = await openSession(db, headers, { email, password: input.password }).catch(() => null)
  if (cookies !== null) await setSessionCookies(cookies)
  return { isSignedIn: cookies !== null }
})
