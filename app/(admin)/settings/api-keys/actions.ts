'use server'
import { revalidatePath } from 'next/cache'
import { apiKeyActSchema, apiKeySchema } from '@/lib/api-keys/schema'
import { createApiKey, revokeApiKey } from '@/lib/api-keys/write'
import { action } from '@/lib/http/action'

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
