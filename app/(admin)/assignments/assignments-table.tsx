import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { pagerOf } from '@/app/(admin)/lists/pager-of'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Price } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column, Filter } from '@/components/ui/table/table-column'
import type { DescribedRow } from '@/lib/assignments/read/describe'
import { StatusBadge } from './status-badge'

const packageColumn: Column<DescribedRow> = {
  key: 'package',
  header: 'Package',
  sortable: true,
  cell: row => row.package,
}

const targetColumn: Column<DescribedRow> = {
  key: 'customer',
  header: 'For',
  width: '30%',
  sortable: true,
  cell: row => (
    // Where there is too little room the name is cut, never the number.
    <span className="max-sm:whitespace-normal sm:flex sm:min-w-0 sm:gap-1.5">
      <Link href={`/customers/${row.payerId}`} className="truncate hover:underline" title={row.customer}>
        {row.customer}
      </Link>
      {row.didId !== null && (
        <>
          <span className="sm:hidden"> · </span>
          <Link href={`/dids/${row.didId}`} className="num text-muted hover:underline sm:shrink-0">
            {row.number}
          </Link>
          {row.isDidEnabled === false && <StillBills />}
        </>
      )}
    </span>
  ),
}

/** Beside a number that is switched off: few words, since the name of the customer needs the room. */
function StillBills() {
  return (
    <span title="Disabled, still bills" className="inline-flex shrink-0 items-center gap-1 text-warn">
      <TriangleAlert size={13} aria-hidden="true" />
      <span className="sm:sr-only">disabled, still bills</span>
    </span>
  )
}

const didColumn: Column<DescribedRow> = {
  key: 'did',
  header: 'On',
  width: '17rem',
  cell: row =>
    row.didId === null ? (
      <span className="text-muted">Customer</span>
    ) : (
      <span className="inline-flex items-center gap-1.5">
        <Link href={`/dids/${row.didId}`} className="num hover:underline">
          {row.number}
        </Link>
        {row.isDidEnabled === false && <Badge tone="warn">Disabled, still bills</Badge>}
      </span>
    ),
}

const rest: Column<DescribedRow>[] = [
  {
    key: 'status',
    header: 'Status',
    width: '6.25rem',
    phone: 'title',
    cell: row => <StatusBadge status={row.status} />,
  },
  {
    key: 'quantity',
    header: 'Quantity',
    align: 'right',
    width: '5rem',
    cell: row => <Count value={row.quantityNow} />,
  },
  {
    key: 'retail',
    header: 'Retail',
    align: 'right',
    width: '7rem',
    hint: 'Per unit and billing date',
    cell: row => <Price micro={row.retailMicro} currency={row.currency} />,
  },
  {
    key: 'schedule',
    header: 'Schedule',
    width: '10rem',
    // In a narrower window nothing would be left for the names.
    spare: 2,
    cell: row => (
      <span title={row.sentence}>
        {row.minimumSpend ? `Minimum spend, ${lower(row.schedule)}` : row.schedule}
      </span>
    ),
  },
  {
    key: 'start',
    header: 'Start',
    align: 'right',
    width: '6.875rem',
    sortable: true,
    cell: row => <CalendarDate date={row.startOn} />,
  },
  {
    key: 'end',
    header: 'End',
    align: 'right',
    width: '6.875rem',
    sortable: true,
    hint: 'The last day of service',
    cell: row => <CalendarDate date={row.endOn} />,
  },
  {
    key: 'next',
    header: 'Next charge',
    align: 'right',
    width: '6.875rem',
    cell: row => <CalendarDate date={row.nextOn} />,
  },
]

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

export const statusFilter: Filter = {
  key: 'status',
  label: 'Status',
  options: [
    { value: 'open', label: 'Not ended' },
    { value: 'upcoming', label: 'Upcoming' },
    { value: 'active', label: 'Active' },
    { value: 'ending', label: 'Ending' },
    { value: 'ended', label: 'Ended' },
  ],
}

/** By the page that the table stands on. */
const layouts = {
  all: { target: [targetColumn], search: 'Search package, customer, DID' },
  customer: { target: [didColumn], search: 'Search package, number' },
  did: { target: [], search: undefined },
}

/** Assignments as a table; `of` leaves out the column that the page is already about. */
export function AssignmentsTable({
  rows,
  pager,
  params,
  sort,
  of = 'all',
  filters,
  toolbar,
  empty,
}: {
  rows: DescribedRow[]
  pager: ReturnType<typeof pagerOf>
  params: SearchParams
  sort: string | null
  of?: keyof typeof layouts
  filters?: Filter[]
  toolbar?: ReactNode
  empty: ReactNode
}) {
  const { target, search } = layouts[of]
  return (
    <DataTable
      caption="Assignments"
      params={params}
      rows={rows}
      rowKey={row => String(row.id)}
      href={row => `/assignments/${row.id}`}
      columns={[packageColumn, ...target, ...rest]}
      search={search}
      filters={filters ?? [statusFilter]}
      sort={sort}
      {...pager}
      toolbar={toolbar}
      empty={empty}
    />
  )
}
