import { Notice } from '@/components/ui/notice'
import type { VersionScope } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { dayText } from '@/lib/date-text'
import type { EditedPackage } from '@/lib/packages/read/edited'

type Scheduled = EditedPackage['scheduled'][number]

function sameDayText({ number, appliesTo }: Scheduled, scope: VersionScope): string {
  return scope === 'new' && appliesTo === 'all'
    ? `Version ${number} is scheduled from the same day. New assignments have the terms changed here; the others follow version ${number}.`
    : `Version ${number} is scheduled from the same day. It never counts then: of two versions from one day, the one saved last decides.`
}

function nextText({ number, effectiveOn, appliesTo }: Scheduled): string {
  const day = dayText(toDay(effectiveOn))
  return appliesTo === 'new'
    ? `Version ${number} is scheduled from ${day} for new assignments. Assignments that start before keep the terms changed here.`
    : `Version ${number} is scheduled from ${day}. The terms changed here count until then.`
}

/** What scheduled versions do to terms that are typed for a day: one from the same day, and the next one after it. */
export function ScheduledNotice({
  scheduled,
  effectiveOn,
  appliesTo,
}: {
  scheduled: readonly Scheduled[]
  effectiveOn: CalendarDate
  appliesTo: VersionScope
}) {
  const same = scheduled.findLast(version => version.effectiveOn === effectiveOn)
  const next = scheduled.find(version => version.effectiveOn > effectiveOn)
  if (!same && !next) return null
  return (
    <Notice>
      {same && <p>{sameDayText(same, appliesTo)}</p>}
      {next && <p>{nextText(next)}</p>}
    </Notice>
  )
}
