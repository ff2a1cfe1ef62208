import { ShieldCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { DateFilter } from '@/app/(admin)/lists/date-filter'
import { askedDates } from '@/app/(admin)/lists/date-range'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/figure/instant'
import { Count } from '@/components/ui/figure/number'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { openAdminPage } from '@/lib/http/page'
import { eventText, outcomeNames, securityEventNames } from '@/lib/security-log/labels'
import { listSecurityEvents, type SecurityEventRow } from '@/lib/security-log/read'
import { SettingsHeader } from '../settings-header'

export const metadata: Metadata = { title: 'Security log' }

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** Who came in, who was refused, what was taken out: kept for 400 days, for admins. */
export default async function SecurityLogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor, timeZone, today } = await openAdminPage()
  const list = readList(params)
  const dates = askedDates(list)
  const found = await listSecurityEvents(
    { db, actor },
    {
      search: list.q,
      event: list.filter('event') ?? '',
      outcome: list.filter('outcome') ?? '',
      ...dates,
      timeZone,
      after: list.after,
      before: list.before,
    },
  )
  return (
    <>
      <SettingsHeader actor={actor} current="security-log" />
      <DataTable<SecurityEventRow>
        caption="Security log"
        params={params}
        rows={found.rows}
        rowKey={row => String(row.id)}
        search="Search users, addresses and details"
        filters={[
          { key: 'event', label: 'Event', options: optionsOf(securityEventNames) },
          { key: 'outcome', label: 'Outcome', options: optionsOf(outcomeNames) },
        ]}
        toolbar={<DateFilter params={params} dates={dates} today={today} />}
        {...pagerOf(list, found)}
        empty={
          <EmptyState icon={ShieldCheck} title="Nothing has happened yet">
            Sign-ins, refusals, exports and changes of people and keys are listed here for 400 days.
          </EmptyState>
        }
        columns={[
          { key: 'event', header: 'Event', width: '12rem', cell: row => eventText(row.event) },
          { key: 'who', header: 'User', cell: row => row.who },
          { key: 'what', header: 'Details', phone: 'hide', cell: row => row.what },
          { key: 'outcome', header: 'Outcome', width: '6.5rem', cell: row => outcomeNames[row.outcome] },
          { key: 'address', header: 'Address', width: '10rem', phone: 'hide', cell: row => row.address },
          {
            key: 'times',
            header: 'Times',
            align: 'right',
            width: '5rem',
            phone: 'hide',
            cell: row => <Count value={row.times} />,
          },
          {
            key: 'at',
            header: 'When',
            width: '10.5rem',
            align: 'right',
            cell: row => <Instant at={row.at} timeZone={timeZone} />,
          },
        ]}
      />
    </>
  )
}
