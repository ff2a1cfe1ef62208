'use server'
import { revalidatePath } from 'next/cache'
import { connexcsDeleteSchema, connexcsEditSchema, connexcsSchema } from '@/lib/connexcs/schema'
import * as connexcs from '@/lib/connexcs/write'
import { action } from '@/lib/http/action'

export const addConnexcs = action(connexcsSchema, async ({ input, ...context }) => {
  const saved = await connexcs.createConnexcsPackage(context, input)
  revalidatePath('/settings/connexcs')
  return saved
})

export const saveConnexcs = action(connexcsEditSchema, async ({ input, ...context }) => {
  const saved = await connexcs.updateConnexcsPackage(context, input)
  revalidatePath('/', 'layout')
  return saved
})

export const deleteConnexcs = action(connexcsDeleteSchema, async ({ input, ...context }) => {
  const saved = await connexcs.deleteConnexcsPackage(context, input)
  revalidatePath('/settings/connexcs')
  return saved
})
