import type { Metadata } from 'next'
import { environment } from '@/lib/environment/environment'
import { openAdminPage } from '@/lib/http/page'
import { listNotices, previewNotices } from '@/lib/notices/read/notices'
import { getSchedule, listDailyRuns } from '@/lib/schedule/read'
import { SettingsHeader } from '../settings-header'
import { DailyRuns } from './daily-runs'
import { NoticePreview } from './notice-preview'
import { Outbox } from './outbox'
import { ScheduleForm } from './schedule-form'

export const metadata: Metadata = { title: 'Schedule' }

export default async function SchedulePage() {
  const { db, actor, settings, today } = await openAdminPage()
  const state = await getSchedule({ db, now: new Date() }, settings)
  const { dailyRunIsOn, dailyRunHour, noticeDays, revision, timeZone } = settings
  const days = noticeDays ?? 3
  const letters = await previewNotices({ db, actor }, { today, days }, settings.providerName)
  const outbox = await listNotices({ db, actor }, { status: null, before: null })
  return (
    <>
      <SettingsHeader actor={actor} current="schedule" />
      <div className="flex flex-col gap-8">
        <ScheduleForm
          schedule={{
            dailyRunIsOn,
            dailyRunHour: String(dailyRunHour),
            noticesAreOn: noticeDays !== null,
            noticeDays: String(noticeDays ?? 3),
            revision,
          }}
          timeZone={timeZone}
          canSend={environment().mail !== undefined}
        />
        <DailyRuns state={state} runs={await listDailyRuns(db)} />
        <NoticePreview letters={letters} days={days} />
        <Outbox notices={outbox} timeZone={timeZone} />
      </div>
    </>
  )
}
