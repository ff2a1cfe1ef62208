'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/action'
import { createDid, updateDid } from '@/lib/dids/mutations'
import { countOpenAssignments } from '@/lib/dids/queries'
import { createRange, previewRange } from '@/lib/dids/range'
import { didEditSchema, didRangeSchema, didSchema } from '@/lib/dids/schema'
import { sentId } from '@/lib/plain-text'

export const addDid = action(didSchema, async ({ db, actor, today, input }) => {
  const saved = await createDid(db, actor, input, today)
  revalidatePath('/dids', 'layout')
  return saved
})

export const addRange = action(didRangeSchema, async ({ db, actor, today, input }) => {
  const saved = await createRange(db, actor, input, today)
  revalidatePath('/dids', 'layout')
  return saved
})

/** How many numbers of a range are new, before they are added. */
export const readRange = action(didRangeSchema, ({ db, actor, input }) => previewRange(db, actor, input))

export const saveDid = action(didEditSchema, async ({ db, actor, today, input }) => {
  const saved = await updateDid(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

/** How many assignments a move of the DID has to settle. */
export const openOn = action(sentId, ({ db, actor, today, input }) =>
  countOpenAssignments(db, actor, input, today),
)
