'use server'
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { z } from 'zod'
import { environment, siteAddress } from '@/lib/environment/environment'
import { action } from '@/lib/http/action'
import { handOver } from '@/lib/users/hand-over'
import { inviteSchema, userIdSchema, userSchema } from '@/lib/users/schema'
import { inviteUser, resetUser } from '@/lib/users/write/invitations'
import { setUserActive, updateUser } from '@/lib/users/write/users'

/** Where letters go out, and the address that people know: the setting, else that of the page which asks. */
async function outside() {
  const { mail, url, port } = environment()
  const site = url ?? (await headers()).get('origin') ?? siteAddress({ url, port }, '')
  return { mail, site }
}

export const invite = action(inviteSchema, async ({ db, actor, now, input }) => {
  const made = await inviteUser(db, actor, input, now)
  revalidatePath('/settings/users')
  return handOver(db, actor, made, await outside())
})

export const makeLink = action(userIdSchema, async ({ db, actor, now, input }) => {
  const made = await resetUser(db, actor, input.id, now)
  revalidatePath('/settings/users')
  return handOver(db, actor, made, await outside())
})

export const saveUser = action(userSchema, async ({ db, actor, input }) => {
  await updateUser(db, actor, input)
  revalidatePath('/settings/users')
})

export const setActive = action(
  userIdSchema.extend({ isActive: z.boolean() }),
  async ({ db, actor, input }) => {
    await setUserActive(db, actor, input.id, input.isActive)
    revalidatePath('/settings/users')
  },
)
