'use server'
import { revalidatePath } from 'next/cache'
import { takeBackComing, waiveComing } from '@/lib/assignments/write/waive-coming'
import { sentId } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { comingWaiverSchema } from '@/lib/waivers/schema'

/** One coming charge is not to be posted, with a reason. */
export const waiveOne = action(comingWaiverSchema, async ({ db, actor, today, input }) => {
  const waived = await waiveComing(db, actor, input, today)
  revalidatePath('/', 'layout')
  return waived
})

/** Takes a waiver back: the charge comes again. */
export const takeBackOne = action(sentId, async ({ db, actor, today, input }) => {
  const isBack = await takeBackComing(db, actor, input, today)
  revalidatePath('/', 'layout')
  return { isBack }
})
