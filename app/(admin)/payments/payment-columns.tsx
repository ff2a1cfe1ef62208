import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Link } from '@/components/ui/link'
import type { Column } from '@/components/ui/table/table-column'
import { formatMinor } from '@/lib/money'
import type { PaymentRow } from '@/lib/payments/read'
import { PaymentMenu } from './payment-menu'
import { PaymentStatusBadge } from './payment-status'

/** The columns of a list of payments; only an admin gets the menu. */
export function paymentColumns(canEdit: boolean): Column<PaymentRow>[] {
  const columns: Column<PaymentRow>[] = [
    { key: 'reference', header: 'Reference', width: '16%', cell: row => row.reference },
    {
      key: 'customer',
      header: 'Customer',
      cell: row => (
        <Link
          href={`/customers/${row.customerId}`}
          prefetch={false}
          className="hover:text-accent hover:underline"
        >
          {row.customer}
        </Link>
      ),
    },
    { key: 'date', header: 'Date', width: '7.5rem', cell: row => <CalendarDate date={row.paidOn} /> },
    {
      key: 'amount',
      header: 'Amount',
      align: 'right',
      width: '10rem',
      phone: 'title',
      cell: row => (
        <Money minor={row.amountMinor} currency={row.currency} quiet={row.status !== 'completed'} />
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: '8rem',
      cell: row => <PaymentStatusBadge status={row.status} />,
    },
    { key: 'description', header: 'Description', width: '18%', cell: row => row.description },
  ]
  if (!canEdit) return columns
  const menu: Column<PaymentRow> = {
    key: 'menu',
    header: '',
    align: 'right',
    width: '3rem',
    cell: row => (
      <PaymentMenu
        payment={{
          id: row.id,
          reference: row.reference,
          status: row.status,
          customer: row.customer,
          amount: `${formatMinor(row.amountMinor, row.currency)} ${row.currency}`,
        }}
      />
    ),
  }
  return [...columns, menu]
}
