'use server'
import { revalidatePath } from 'next/cache'
import { connexcsDeleteSchema, connexcsEditSchema, connexcsSchema } from '@/lib/connexcs/schema'
import * as connexcs from '@/lib/connexcs/write'
import { action } from '@/lib/http/action'

export const addConnexcs = action(connexcsSchema, async ({ db, actor, input }) => {
  const saved = await connexcs.createConnexcsPackage(db, actor, input)
  revalidatePath('/settings/connexcs')
  return saved
})

export const saveConnexcs = action(connexcsEditSchema, async ({ db, actor, input }) => {
  const saved = await connexcs.updateConnexcsPackage(db, actor, input)
  revalidatePath('/', 'layout')
  return saved
})

export const deleteConnexcs = action(connexcsDeleteSchema, async ({ db, actor, input }) => {
  const saved = await connexcs.deleteConnexcsPackage(db, actor, input)
  revalidatePath('/settings/connexcs')
  return saved
})
