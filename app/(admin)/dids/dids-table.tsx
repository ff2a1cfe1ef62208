import type { ReactNode } from 'react'
import type { pagerOf } from '@/app/(admin)/lists/pager-of'
import { Badge } from '@/components/ui/badge'
import { countText } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column, Filter } from '@/components/ui/table/table-column'
import type { DidRow } from '@/lib/dids/read/dids'
import type { Leak } from '@/lib/dids/read/leaks'
import { mostCounted } from '@/lib/listing/paging'
import { BulkBar, type BulkList } from '../assignments/bulk/bulk-bar'

const columns: Column<DidRow>[] = [
  {
    key: 'number',
    header: 'Number',
    width: '12rem',
    sortable: true,
    cell: row => <span className="num">{row.number}</span>,
  },
  {
    key: 'customer',
    header: 'Customer',
    sortable: true,
    cell: row =>
      row.customerId === null ? (
        <span className="text-muted">Stock</span>
      ) : (
        <Link href={`/customers/${row.customerId}`} className="hover:underline">
          {row.customer}
        </Link>
      ),
  },
  { key: 'carrier', header: 'Carrier', width: '12rem', sortable: true, cell: row => row.carrier || '—' },
  {
    key: 'packages',
    header: 'Packages',
    width: '22rem',
    hint: 'Packages that have not ended',
    cell: row =>
      row.packages.length === 0 ? (
        <span className="text-muted">None</span>
      ) : (
        `${row.packages.slice(0, 3).join(', ')}${row.packages.length > 3 ? ' …' : ''}`
      ),
  },
  {
    key: 'enabled',
    header: 'State',
    width: '11rem',
    phone: 'title',
    cell: row => <DidState isEnabled={row.isEnabled} bills={row.packages.length > 0} />,
  },
]

/** Enabled or not; a disabled number with packages still bills, and says so. */
export function DidState({ isEnabled, bills }: { isEnabled: boolean; bills: boolean }) {
  if (isEnabled) return <Badge tone="good">Enabled</Badge>
  return bills ? <Badge tone="warn">Disabled, still bills</Badge> : <Badge>Disabled</Badge>
}

/** The filters of the list of numbers; only an admin sees stock. */
export function didFilters(carriers: string[], isAdmin: boolean, leaking?: Record<Leak, number>): Filter[] {
  const owner: Filter = {
    key: 'owner',
    label: 'Owner',
    options: [
      { value: 'assigned', label: 'Of customers' },
      { value: 'stock', label: 'Stock' },
    ],
  }
  return [
    ...(leaking ? [leakFilter(leaking, isAdmin)] : []),
    ...(isAdmin ? [owner] : []),
    {
      key: 'package',
      label: 'Package',
      options: [
        { value: 'with', label: 'With package' },
        { value: 'without', label: 'Without package' },
      ],
    },
    { key: 'carrier', label: 'Carrier', options: carriers.map(name => ({ value: name, label: name })) },
    {
      key: 'enabled',
      label: 'State',
      options: [
        { value: 'yes', label: 'Enabled' },
        { value: 'no', label: 'Disabled' },
      ],
    },
  ]
}

function leakFilter(leaking: Record<Leak, number>, isAdmin: boolean): Filter {
  const many = (count: number) => (count > mostCounted ? `over ${countText(mostCounted)}` : countText(count))
  const noPackage = { value: 'no_package', label: `Of a customer, no package (${many(leaking.no_package)})` }
  const noCustomer = { value: 'no_customer', label: `In stock with a package (${many(leaking.no_customer)})` }
  return { key: 'leak', label: 'Leaks', options: isAdmin ? [noPackage, noCustomer] : [noPackage] }
}

/** Numbers as a table; `of` leaves out the customer where the page is already about one. */
export function DidsTable({
  rows,
  pager,
  params,
  sort,
  of,
  filters,
  toolbar,
  bulk,
  empty,
}: {
  rows: DidRow[]
  pager: ReturnType<typeof pagerOf>
  params: SearchParams
  sort: string
  of?: 'customer'
  filters: Filter[]
  toolbar?: ReactNode
  /** What ticked rows can be changed by; without it none are ticked. */
  bulk?: BulkList
  empty: ReactNode
}) {
  return (
    <DataTable
      caption="DIDs"
      params={params}
      rows={rows}
      rowKey={row => String(row.id)}
      href={row => `/dids/${row.id}`}
      columns={of === 'customer' ? columns.filter(column => column.key !== 'customer') : columns}
      search={of === 'customer' ? 'Search number, carrier' : 'Search number, carrier, customer'}
      filters={filters}
      sort={sort}
      {...pager}
      toolbar={toolbar}
      selection={bulk && { bar: <BulkBar list={bulk} />, label: row => row.number }}
      empty={empty}
    />
  )
}
