'use server'
import { revalidatePath } from 'next/cache'
import { apiKeyActSchema, apiKeySchema } from '@/lib/api-keys/schema'
import { createApiKey, revokeApiKey } from '@/lib/api-keys/write'
import { action } from '@/lib/http/action'

export const addApiKey = action(apiKeySchema, async ({ input, ...context }) => {
  const made = await createApiKey(context, input)
  revalidatePath('/settings/api-keys')
  return { name: made.name, key: made.key }
})

export const revoke = action(apiKeyActSchema, async ({ input, ...context }) => {
  const saved = await revokeApiKey(context, input)
  revalidatePath('/settings/api-keys')
  return saved
})
