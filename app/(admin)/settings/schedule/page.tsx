import type { Metadata } from 'next'
import { openAdminPage } from '@/lib/page'
import { getSchedule, listDailyRuns } from '@/lib/schedule/queries'
import { SettingsHeader } from '../settings-header'
import { DailyRuns } from './daily-runs'
import { ScheduleForm } from './schedule-form'

export const metadata: Metadata = { title: 'Schedule' }

export default async function SchedulePage() {
  const { db, actor, settings } = await openAdminPage()
  const state = await getSchedule(db, settings, new Date())
  const { dailyRunIsOn, dailyRunHour, noticeDays, revision, timeZone } = settings
  return (
    <>
      <SettingsHeader actor={actor} current="schedule" />
      <div className="flex flex-col gap-8">
        <ScheduleForm
          key={revision}
          schedule={{
            dailyRunIsOn,
            dailyRunHour: String(dailyRunHour),
            noticesAreOn: noticeDays !== null,
            noticeDays: String(noticeDays ?? 3),
            revision,
          }}
          timeZone={timeZone}
          canSend={false}
        />
        <DailyRuns state={state} runs={await listDailyRuns(db)} />
      </div>
    </>
  )
}
