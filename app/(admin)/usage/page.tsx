import { ArrowLeftRight, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { DateFilter } from '@/app/(admin)/lists/date-filter'
import { askedDates } from '@/app/(admin)/lists/date-range'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { openPage } from '@/lib/http/page'
import { hasUsage, listUsage } from '@/lib/usage/read'
import { usageColumns } from './usage-columns'

export const metadata: Metadata = { title: 'Usage' }

export default async function UsagePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { db, actor, today, timeZone } = await openPage()
  const params = await searchParams
  const list = readList(params)
  const dates = askedDates(list)
  const found = await listUsage(
    { db, actor },
    {
      search: list.q,
      ...dates,
      after: list.after,
      before: list.before,
    },
  )
  const isEmpty = found.rows.length === 0 && !(await hasUsage({ db, actor }))
  const importButton = isAdmin(actor) && (
    <LinkButton href="/imports?kind=usage" variant="primary" icon={<Upload />}>
      Import usage
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title="Usage"
        description={`Calls and their charges, as the switch reported them. Times are in ${timeZone}.`}
        action={importButton}
      />
      {isEmpty ? (
        <EmptyState icon={<ArrowLeftRight />} title="No usage yet" action={importButton}>
          Minimum spend and free minutes are counted from usage. Import the file that your switch writes: one
          row for each call, or one for a day.
        </EmptyState>
      ) : (
        <DataTable
          caption="Usage"
          params={params}
          rows={found.rows}
          rowKey={row => String(row.id)}
          columns={usageColumns(timeZone)}
          search="Search customer, number or id"
          toolbar={<DateFilter params={params} dates={dates} today={today} />}
          {...pagerOf(list, found)}
          empty={
            <EmptyState icon={<ArrowLeftRight />} title="No usage in these days">
              Choose other days, or clear them.
            </EmptyState>
          }
        />
      )}
    </>
  )
}
