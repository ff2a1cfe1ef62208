'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/http/action'
import { noticeChangeSchema } from '@/lib/notices/schema'
import { changeNotice } from '@/lib/notices/write/notices'
import { scheduleSchema } from '@/lib/schedule/schema'
import { updateSchedule } from '@/lib/schedule/write/schedule'

export const saveSchedule = action(scheduleSchema, async ({ db, actor, timeZone, now, input }) => {
  await updateSchedule(db, actor, input, timeZone, now)
  revalidatePath('/', 'layout')
})

export const moveNotice = action(noticeChangeSchema, async ({ db, actor, input }) => {
  await changeNotice(db, actor, input)
  revalidatePath('/settings/schedule')
})
