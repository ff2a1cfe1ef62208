'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/http/action'
import { noticeChangeSchema } from '@/lib/notices/schema'
import { changeNotice } from '@/lib/notices/write/notices'
import { scheduleSchema } from '@/lib/schedule/schema'
import { updateSchedule } from '@/lib/schedule/write/schedule'

export const saveSchedule = action(scheduleSchema, async ({ timeZone, input, ...context }) => {
  await updateSchedule(context, input, timeZone)
  revalidatePath('/', 'layout')
})

export const moveNotice = action(noticeChangeSchema, async ({ input, ...context }) => {
  await changeNotice(context, input)
  revalidatePath('/settings/schedule')
})
