'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/action'
import { createApiKey, revokeApiKey } from '@/lib/api-keys/mutations'
import { apiKeyActSchema, apiKeySchema } from '@/lib/api-keys/schema'

export const addApiKey = action(apiKeySchema, async ({ db, actor, input }) => {
  const made = await createApiKey(db, actor, input)
  revalidatePath('/settings/api-keys')
  return { name: made.name, key: made.key }
})

export const revoke = action(apiKeyActSchema, async ({ db, actor, input }) => {
  const saved = await revokeApiKey(db, actor, input)
  revalidatePath('/settings/api-keys')
  return saved
})
