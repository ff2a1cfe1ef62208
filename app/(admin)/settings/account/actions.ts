'use server'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { action } from '@/lib/action'
import { changeOwnPassword, updateOwnName } from '@/lib/users/mutations'
import { ownNameSchema, ownPasswordSchema } from '@/lib/users/schema'
import { openSession } from '@/lib/users/sign-in'
import { setSessionCookies } from '../../../(auth)/session-cookies'

export const saveName = action(ownNameSchema, async ({ db, actor, input }) => {
  await updateOwnName(db, actor, input.name)
  revalidatePath('/', 'layout')
})

/** Ends every session, then opens a fresh one for this browser. */
export const savePassword = action(ownPasswordSchema, async ({ db, actor, input }) => {
  await changeOwnPassword(db, actor, input)
  await setSessionCookies(
    await openSession(db, await headers(), { email: actor.email, password: input.password }),
  )
})
