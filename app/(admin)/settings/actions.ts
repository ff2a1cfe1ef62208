'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/action'
import { updateSettings } from '@/lib/settings/mutations'
import { settingsSchema } from '@/lib/settings/schema'

export const saveSettings = action(settingsSchema, async ({ db, actor, input }) => {
  await updateSettings(db, actor, input)
  revalidatePath('/', 'layout')
})
