'use server'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { action } from '@/lib/http/action'
import { openSession } from '@/lib/sign-in/write/sign-in'
import { ownNameSchema, ownPasswordSchema } from '@/lib/users/schema'
import { changeOwnPassword, updateOwnName } from '@/lib/users/write/users'
import { setSessionCookies } from '../../../(auth)/session-cookies'

export const saveName = action(ownNameSchema, async ({ input, ...context }) => {
  await updateOwnName(context, input.name)
  revalidatePath('/', 'layout')
})

/** Ends every session, then opens a fresh one for this browser. */
export const savePassword = action(ownPasswordSchema, async ({ db, actor, input }) => {
  await changeOwnPassword({ db, actor }, input)
  await setSessionCookies(
    await openSession(db, await headers(), { email: actor.email, password: input.password }),
  )
})
