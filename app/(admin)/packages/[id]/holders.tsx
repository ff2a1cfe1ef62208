import { Users } from 'lucide-react'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Count } from '@/components/ui/figure/number'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { type Holder, listHolders } from '@/lib/assignments/read/holders'
import type { Page } from '@/lib/http/page'
import type { PackageDetails } from '@/lib/packages/read/packages'

const prefix = 'holders'

function target(row: Holder): string {
  return row.did === null ? row.customer : `${row.did} · ${row.customer}`
}

/** Who has the package: searchable and paged; assignments that have ended on demand. */
export async function Holders({
  page,
  item,
  params,
}: {
  page: Page
  item: PackageDetails
  params: SearchParams
}) {
  const list = readList(params, prefix)
  const { rows, ...found } = await listHolders({ db: page.db, actor: page.actor }, item.id, {
    today: page.today,
    search: list.q,
    after: list.after,
    before: list.before,
    ended: list.filter('ended') === 'too',
  })
  return (
    <section aria-labelledby="assignments-of-package" className="mt-6">
      <h2 id="assignments-of-package" className="mb-2 text-base font-semibold">
        Assignments
      </h2>
      <DataTable
        caption={`Assignments of ${item.name}`}
        prefix={prefix}
        params={params}
        rows={rows}
        rowKey={row => String(row.id)}
        href={row => `/assignments/${row.id}`}
        search="Search customers and DIDs"
        filters={[
          {
            key: 'ended',
            label: 'Ended',
            all: 'Not ended',
            options: [{ value: 'too', label: 'Include ended' }],
          },
        ]}
        {...pagerOf(list, found)}
        columns={[
          { key: 'target', header: 'Customer or DID', cell: target },
          {
            key: 'quantity',
            header: 'Quantity',
            width: '5rem',
            align: 'right',
            phone: 'title',
            cell: row => <Count value={row.quantity} />,
          },
          { key: 'start', header: 'Starts', width: '7rem', cell: row => <CalendarDate date={row.startOn} /> },
          { key: 'end', header: 'Ends', width: '7rem', cell: row => <CalendarDate date={row.endOn} /> },
        ]}
        empty={
          <EmptyState icon={<Users />} title="No current assignments">
            {item.archivedAt
              ? 'It is archived: take it out of the archive to assign it again.'
              : 'Give it to a customer or a DID from their page, with Assign package.'}
          </EmptyState>
        }
      />
    </section>
  )
}
