'use server'
import { revalidatePath } from 'next/cache'
import { environment } from '@/lib/environment/environment'
import { action } from '@/lib/http/action'
import { noticeChangeSchema } from '@/lib/notices/schema'
import { changeNotice } from '@/lib/notices/write/notices'
import { scheduleSchema } from '@/lib/schedule/schema'
import { updateSchedule } from '@/lib/schedule/write/schedule'
import { getSettings } from '@/lib/settings/read'

export const saveSchedule = action(scheduleSchema, async ({ db, actor, input }) => {
  const { timeZone } = await getSettings(db, environment().billingTimeZone)
  await updateSchedule(db, actor, input, timeZone, new Date())
  revalidatePath('/', 'layout')
})

export const moveNotice = action(noticeChangeSchema, async ({ db, actor, input }) => {
  await changeNotice(db, actor, input)
  revalidatePath('/settings/schedule')
})
