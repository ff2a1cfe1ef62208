'use server'
import { publicAction } from '@/lib/action'
import { acceptInvitation as accept } from '@/lib/users/invitations'
import { acceptInvitationSchema } from '@/lib/users/schema'
import { signIn } from '@/lib/users/sign-in'
import { setSessionCookies } from '../session-cookies'

export const acceptInvitation = publicAction(acceptInvitationSchema, async ({ db, headers, now }, input) => {
  const { email } = await accept(db, input, now)
  await setSessionCookies(await signIn(db, headers, { email, password: input.password }))
})
