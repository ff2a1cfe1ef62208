'use server'
import { revalidatePath } from 'next/cache'
import { previewLeaving } from '@/lib/dids/read/move-preview'
import { didEditSchema, didRangeSchema, didSchema, moveAskSchema } from '@/lib/dids/schema'
import { createDid, updateDid } from '@/lib/dids/write/dids'
import { createRange, previewRange } from '@/lib/dids/write/range'
import { action } from '@/lib/http/action'

export const addDid = action(didSchema, async ({ input, ...context }) => {
  const saved = await createDid(context, input)
  revalidatePath('/dids', 'layout')
  return saved
})

export const addRange = action(didRangeSchema, async ({ input, ...context }) => {
  const saved = await createRange(context, input)
  revalidatePath('/dids', 'layout')
  return saved
})

/** How many numbers of a range are new, before they are added. */
export const readRange = action(didRangeSchema, ({ input, ...context }) => previewRange(context, input))

export const saveDid = action(didEditSchema, async ({ input, ...context }) => {
  const saved = await updateDid(context, input)
  revalidatePath('/', 'layout')
  return saved
})

/** What becomes of the open assignments of a DID that leaves its customer; null if it is in stock. */
export const readMove = action(moveAskSchema, ({ input, ...context }) => previewLeaving(context, input))
