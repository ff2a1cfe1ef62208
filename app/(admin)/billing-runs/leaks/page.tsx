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
        description="Compares the charges that the rules call for with the charges that were posted. Nothing is changed."
      />
      <LeakCheck from={formatDay(toDay(today) - 90)} to={yesterday} today={today} />
    </>
  )
}
