import { Instant } from '@/components/ui/figure/instant'
import { Price } from '@/components/ui/figure/money'
import { countText } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import type { Column } from '@/components/ui/table/table-column'
import type { UsageRow } from '@/lib/usage/read'

const linked = 'hover:text-accent hover:underline'

/** `1:04:09`, `3:04`; a row without a length has none. */
export function lengthText(seconds: number | null): string {
  if (seconds === null) return '—'
  const two = (n: number) => String(n).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const rest = two(seconds % 60)
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${countText(Math.floor(minutes / 60))}:${two(minutes % 60)}:${rest}`
}

/** The columns of a list of usage; `timeZone` is the billing time zone. */
export function usageColumns(timeZone: string): Column<UsageRow>[] {
  return [
    {
      key: 'customer',
      header: 'Customer',
      width: '22%',
      cell: row => (
        <Link href={`/customers/${row.customerId}`} prefetch={false} className={linked}>
          {row.customer}
        </Link>
      ),
    },
    {
      key: 'started',
      header: 'Started',
      width: '11rem',
      phone: 'meta',
      cell: row => <Instant at={row.startedAt} timeZone={timeZone} />,
    },
    {
      key: 'did',
      header: 'DID',
      width: '9.5rem',
      cell: row =>
        row.didId === null ? (
          <span className="text-faint">—</span>
        ) : (
          <Link href={`/dids/${row.didId}`} prefetch={false} className={`num ${linked}`}>
            {row.did}
          </Link>
        ),
    },
    {
      key: 'destination',
      header: 'Called',
      width: '9.5rem',
      cell: row => <span className="num">{row.destination ?? '—'}</span>,
    },
    {
      key: 'seconds',
      header: 'Length',
      hint: 'Minutes and seconds',
      align: 'right',
      width: '6rem',
      cell: row => lengthText(row.seconds),
    },
    {
      key: 'charge',
      header: 'Charge',
      align: 'right',
      width: '9rem',
      phone: 'title',
      cell: row => <Price micro={row.chargeMicro} currency={row.currency} />,
    },
    { key: 'id', header: 'Usage id', width: '9rem', phone: 'hide', cell: row => row.usageId },
  ]
}
