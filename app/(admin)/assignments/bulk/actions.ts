'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/action'
import { previewBulk } from '@/lib/bulk/preview'
import { bulkPreviewSchema, takeBackSchema } from '@/lib/bulk/schema'
import { takeBackBulk } from '@/lib/bulk/taking-back'

/** One page of what would happen to each row, and the sums over all of them. */
export const previewMany = action(bulkPreviewSchema, ({ db, actor, today, input }) =>
  previewBulk(db, actor, input, today),
)

export const takeBackMany = action(takeBackSchema, async ({ db, actor, today, input }) => {
  const taken = await takeBackBulk(db, actor, input, today)
  revalidatePath('/', 'layout')
  return taken
})
