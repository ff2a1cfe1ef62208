'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/http/action'
import { settingsSchema } from '@/lib/settings/schema'
import { updateSettings } from '@/lib/settings/write'

export const saveSettings = action(settingsSchema, async ({ input, ...context }) => {
  await updateSettings(context, input)
  revalidatePath('/', 'layout')
})
