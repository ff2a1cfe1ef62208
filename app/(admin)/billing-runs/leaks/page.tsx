import type { Metadata } from 'next'
import { formatDay, toDay } from '@/lib/calendar-date'
import { openAdminPage } from '@/lib/http/page'
import { RunsHeader } from '../runs-header'
import { LeakCheck } from './leak-check'

export const metadata: Metadata = { title: 'Leak check' }

export default async function LeaksPage() {
  const { actor, today } = await openAdminPage()
  const yesterday = formatDay(toDay(today) - 1)
  return (
    <>
      <RunsHeader
        actor={actor}
        current="leaks"
        description="What the rules say should have been charged, against what was. Nothing is changed."
      />
      <LeakCheck from={formatDay(toDay(today) - 90)} to={yesterday} today={today} />
    </>
  )
}
