import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { DataTable } from '@/components/ui/table/data-table'
import type { Column } from '@/components/ui/table/table-column'
import type { StatementLine } from '@/lib/statements/read'

export type ShownLine = StatementLine & { key: string; isBalance?: boolean }

/** Lines of a statement, with the balance after each where they move one. */
export function StatementTable({
  caption,
  lines,
  currency,
  hasBalance,
}: {
  caption: string
  lines: ShownLine[]
  currency: string
  hasBalance: boolean
}) {
  const columns: Column<ShownLine>[] = [
    { key: 'posted', header: 'Posted', width: '7rem', cell: line => <CalendarDate date={line.postedOn} /> },
    {
      key: 'date',
      header: 'Date',
      width: '7rem',
      cell: line => (line.isBalance ? null : <CalendarDate date={line.on} />),
    },
    {
      key: 'what',
      header: 'Description',
      cell: line => (
        <span className={line.isBalance ? 'font-semibold' : undefined} title={line.detail || line.what}>
          {line.what}
          {line.detail !== '' && <span className="ml-2 text-muted">{line.detail}</span>}
        </span>
      ),
    },
    {
      key: 'amount',
      phone: 'title',
      header: 'Amount',
      width: '9rem',
      align: 'right',
      cell: line => (line.isBalance ? null : <Money minor={line.amountMinor} currency={currency} quiet />),
    },
    ...(hasBalance
      ? [
          {
            key: 'balance',
            header: 'Balance',
            width: '9rem',
            align: 'right' as const,
            cell: (line: ShownLine) =>
              line.balanceMinor === null ? null : (
                <Money minor={line.balanceMinor} currency={currency} owed quiet />
              ),
          },
        ]
      : []),
  ]
  return <DataTable caption={caption} rows={lines} rowKey={line => line.key} columns={columns} plain />
}
