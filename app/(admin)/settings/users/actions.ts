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

export const invite = action(inviteSchema, async ({ input, ...context }) => {
  const made = await inviteUser(context, input)
  revalidatePath('/settings/users')
  return handOver(context, made, await outside())
})

export const makeLink = action(userIdSchema, async ({ input, ...context }) => {
  const made = await resetUser(context, input.id)
  revalidatePath('/settings/users')
  return handOver(context, made, await outside())
})

export const saveUser = action(userSchema, async ({ input, ...context }) => {
  await updateUser(context, input)
  revalidatePath('/settings/users')
})

export const setActive = action(
  userIdSchema.extend({ isActive: z.boolean() }),
  async ({ input, ...context }) => {
    await setUserActive(context, input.id, input.isActive)
    revalidatePath('/settings/users')
  },
)
