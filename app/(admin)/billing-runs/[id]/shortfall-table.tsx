import { CircleCheck } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/figure/money'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import type { ListedShortfall, listShortfalls } from '@/lib/billing-runs/read/shortfalls'

const columns: Column<ListedShortfall>[] = [
  { key: 'customer', header: 'Customer', cell: row => row.customer },
  {
    key: 'code',
    header: 'Account code',
    width: '9rem',
    cell: row => <span className="num">{row.accountCode}</span>,
  },
  {
    key: 'before',
    header: 'Available before',
    width: '11rem',
    align: 'right',
    hint: 'Balance plus debit limit',
    cell: row => <Money minor={row.beforeMinor} currency={row.currency} quiet />,
  },
  {
    key: 'debited',
    header: 'Debits',
    width: '10rem',
    align: 'right',
    phone: 'hide',
    cell: row => <Money minor={row.beforeMinor - row.afterMinor} currency={row.currency} quiet />,
  },
  {
    key: 'after',
    header: 'Available after',
    width: '11rem',
    align: 'right',
    phone: 'title',
    cell: row => <Money minor={row.afterMinor} currency={row.currency} owed />,
  },
]

/** The customers whom a run leaves with less than nothing available. */
export function ShortfallTable({
  runId,
  params,
  page,
}: {
  runId: number
  params: SearchParams
  page: Awaited<ReturnType<typeof listShortfalls>>
}) {
  return (
    <DataTable
      caption={`Customers below zero after run #${runId}`}
      params={params}
      rows={page.rows}
      rowKey={row => String(row.customerId)}
      href={row => `/customers/${row.customerId}`}
      columns={columns}
      search="Search customers"
      cursor={{ next: page.next, previous: page.previous }}
      empty={
        <EmptyState icon={<CircleCheck />} title="No customer goes below zero">
          Every customer whom this run debits has something available afterwards.
        </EmptyState>
      }
    />
  )
}
