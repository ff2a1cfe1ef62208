'use server'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/lib/action'
import { createDid, updateDid } from '@/lib/dids/mutations'
import { countOpenAssignments } from '@/lib/dids/queries'
import { didEditSchema, didSchema } from '@/lib/dids/schema'

export const addDid = action(didSchema, async ({ db, actor, today, input }) => {
  const saved = await createDid(db, actor, input, today)
  revalidatePath('/dids', 'layout')
  return saved
})

export const saveDid = action(didEditSchema, async ({ db, actor, today, input }) => {
  const saved = await updateDid(db, actor, input, today)
  revalidatePath('/', 'layout')
  return saved
})

/** How many assignments a move of the DID has to settle. */
export const openOn = action(z.number().int(), ({ db, actor, today, input }) =>
  countOpenAssignments(db, actor, input, today),
)
