import { Users } from 'lucide-react'
import type { Metadata } from 'next'
import { ExportLink } from '@/app/(admin)/lists/export-link'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import { currencyCodes } from '@/lib/currency'
import {
  type CustomerRow,
  listCustomerCurrencies,
  listCustomers,
  listManagers,
} from '@/lib/customers/read/customers'
import { openPage } from '@/lib/http/page'
import { BulkBar } from '../assignments/bulk/bulk-bar'
import { RunThese } from '../billing-runs/run-these'
import { AddCustomer } from './customer-panels'
import { customerAsk } from './list-query'

export const metadata: Metadata = { title: 'Customers' }

const columns: Column<CustomerRow>[] = [
  { key: 'name', header: 'Name', sortable: true, cell: row => row.name },
  {
    key: 'code',
    header: 'Account code',
    width: '8rem',
    sortable: true,
    cell: row => <span className="num">{row.accountCode}</span>,
  },
  { key: 'email', header: 'E-mail', width: '13rem', phone: 'hide', cell: row => row.email ?? '—' },
  {
    key: 'manager',
    header: 'Account manager',
    width: '9.5rem',
    sortable: true,
    cell: row => row.manager ?? '—',
  },
  { key: 'dids', header: 'DIDs', align: 'right', width: '5rem', cell: row => <Count value={row.didCount} /> },
  {
    key: 'packages',
    header: 'Active',
    align: 'right',
    width: '5rem',
    hint: 'Packages that are charged today',
    cell: row => <Count value={row.activeCount} />,
  },
  {
    key: 'balance',
    header: 'Balance',
    align: 'right',
    width: '9rem',
    sortable: true,
    phone: 'title',
    cell: row => <Money minor={row.balanceMinor} currency={row.currency} owed />,
  },
  {
    key: 'available',
    header: 'Available',
    align: 'right',
    width: '9.5rem',
    sortable: true,
    hint: 'Balance plus debit limit',
    cell: row => <Money minor={row.availableMinor} currency={row.currency} owed />,
  },
]

export default async function CustomersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor, today, settings } = await openPage()
  const list = readList(params)
  const isAdmin = actor.role === 'admin'
  const sort = list.sort ?? 'name'
  const ask = customerAsk(list, today)
  const [{ rows, ...found }, currencies, managers] = await Promise.all([
    listCustomers({ db, actor }, ask),
    listCustomerCurrencies({ db, actor }),
    isAdmin ? listManagers(db) : [],
  ])
  const filters = [
    { key: 'currency', label: 'Currency', options: currencies.map(code => ({ value: code, label: code })) },
    { key: 'funds', label: 'Funds', options: [{ value: 'short', label: 'Available below zero' }] },
    {
      key: 'manager',
      label: 'Account manager',
      options: [
        { value: 'none', label: 'None' },
        ...managers.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
  ]
  const setup = { currencies: [...currencyCodes], managers }
  return (
    <>
      <PageHeader
        title="Customers"
        secondary={<ExportLink path="/customers/customers.csv" params={params} />}
        action={isAdmin && <AddCustomer setup={setup} currency={settings.currency} shortcut="n" />}
      />
      <DataTable
        caption="Customers"
        params={params}
        rows={rows}
        rowKey={row => String(row.id)}
        href={row => `/customers/${row.id}`}
        columns={isAdmin ? columns : columns.filter(column => column.key !== 'manager')}
        search="Search name, code, e-mail"
        filters={isAdmin ? filters : filters.slice(0, 2)}
        sort={sort}
        {...pagerOf(list, found)}
        selection={{
          bar: (
            <>
              <BulkBar
                list={{
                  kind: 'customer',
                  matching: { search: list.q, ...ask.filters },
                  count: found.count,
                  today,
                  isAdmin,
                }}
              />
              <RunThese today={today} canPost={isAdmin} />
            </>
          ),
          label: row => row.name,
        }}
        empty={
          <EmptyState
            icon={<Users />}
            title="No customers yet"
            action={isAdmin && <AddCustomer setup={setup} currency={settings.currency} />}
          >
            {isAdmin
              ? 'A customer pays for packages. Add the first one, or import customers.csv.'
              : 'An admin assigns customers to you.'}
          </EmptyState>
        }
      />
    </>
  )
}
