'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/action'
import { inviteUser, resetUser } from '@/lib/users/invitations'
import { setUserActive, updateUser } from '@/lib/users/mutations'
import { inviteSchema, userIdSchema, userSchema } from '@/lib/users/schema'

export const invite = action(inviteSchema, async ({ db, actor, input }) => {
  const { token } = await inviteUser(db, actor, input, new Date())
  revalidatePath('/settings/users')
  return { token, email: input.email }
})

export const makeLink = action(userIdSchema, async ({ db, actor, input }) => {
  const { token } = await resetUser(db, actor, input.id, new Date())
  revalidatePath('/settings/users')
  return { token }
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
