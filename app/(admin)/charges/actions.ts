'use server'
import { revalidatePath } from 'next/cache'
import { takeBackComing, waiveComing } from '@/lib/assignments/write/waive-coming'
import { sentId } from '@/lib/fields/plain-text'
import { action } from '@/lib/http/action'
import { comingWaiverSchema } from '@/lib/waivers/schema'

/** One coming charge is not to be posted, with a reason. */
export const waiveOne = action(comingWaiverSchema, async ({ input, ...context }) => {
  const waived = await waiveComing(context, input)
  revalidatePath('/', 'layout')
  return waived
})

/** Takes a waiver back: the charge comes again. */
export const takeBackOne = action(sentId, async ({ input, ...context }) => {
  const isBack = await takeBackComing(context, input)
  revalidatePath('/', 'layout')
  return { isBack }
})
