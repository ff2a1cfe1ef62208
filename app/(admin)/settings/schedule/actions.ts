'use server'
import { revalidatePath } from 'next/cache'
import { action } from '@/lib/action'
import { environment } from '@/lib/env'
import { changeNotice } from '@/lib/notices/mutations'
import { noticeChangeSchema } from '@/lib/notices/schema'
import { updateSchedule } from '@/lib/schedule/mutations'
import { scheduleSchema } from '@/lib/schedule/schema'
import { getSettings } from '@/lib/settings/queries'

export const saveSchedule = action(scheduleSchema, async ({ db, actor, input }) => {
  const { timeZone } = await getSettings(db, environment().billingTimeZone)
  await updateSchedule(db, actor, input, timeZone, new Date())
  revalidatePath('/', 'layout')
})

export const moveNotice = action(noticeChangeSchema, async ({ db, actor, input }) => {
  await changeNotice(db, actor, input)
  revalidatePath('/settings/schedule')
})
