import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money, Price } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import type { CustomerDetails } from '@/lib/customers/read/customers'
import { listCustomerPayments, listUsageMonths } from '@/lib/customers/read/money'
import { monthText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { PaymentStatusBadge } from '../../payments/payment-status'

/** What the customer paid, the latest first. */
export async function PaymentsSection({ page, customer, query }: SectionOf) {
  const list = readList(query)
  const found = await listCustomerPayments(page.db, customer.id, { after: list.after, before: list.before })
  return (
    <DataTable
      caption="Payments"
      params={query}
      rows={found.rows}
      rowKey={row => String(row.id)}
      columns={[
        { key: 'reference', header: 'Reference', width: '12rem', cell: row => row.reference },
        { key: 'date', header: 'Date', width: '8rem', cell: row => <CalendarDate date={row.paidOn} /> },
        { key: 'description', header: 'Description', cell: row => row.description || '—' },
        {
          key: 'status',
          header: 'Status',
          width: '8rem',
          cell: row => <PaymentStatusBadge status={row.status} />,
        },
        {
          key: 'amount',
          header: 'Amount',
          align: 'right',
          width: '10rem',
          phone: 'title',
          cell: row => <Money minor={row.amountMinor} currency={customer.currency} />,
        },
      ]}
      {...pagerOf(list, found)}
      empty={<EmptyState title="No payments yet">A completed payment raises the balance.</EmptyState>}
    />
  )
}

/** What the customer used, by month; free minutes are not taken off here. */
export async function UsageSection({ page, customer, query }: SectionOf) {
  const rows = await listUsageMonths(page.db, { customerId: customer.id })
  return (
    <DataTable
      caption="Usage by month"
      params={query}
      rows={rows}
      rowKey={row => row.month}
      plain
      columns={[
        { key: 'month', header: 'Month', cell: row => monthText(row.month) },
        {
          key: 'rows',
          header: 'Records',
          align: 'right',
          width: '8rem',
          cell: row => <Count value={row.rowCount} />,
        },
        {
          key: 'minutes',
          header: 'Minutes',
          align: 'right',
          width: '9rem',
          cell: row => <Count value={Math.round(row.seconds / 60)} />,
        },
        {
          key: 'charge',
          header: 'Charge',
          align: 'right',
          width: '12rem',
          phone: 'title',
          hint: 'Before free minutes',
          cell: row => <Price micro={BigInt(row.chargeMicro)} currency={customer.currency} />,
        },
      ]}
      empty={<EmptyState title="No usage yet">Import usage.csv from the switch.</EmptyState>}
    />
  )
}

export type SectionOf = { page: Page; customer: CustomerDetails; query: SearchParams }
