import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Period } from '@/components/ui/figure/period'
import { Link } from '@/components/ui/link'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import { kindWords } from '@/lib/billing-runs/labels'
import type { ChargeRow } from '@/lib/charges/read/charges'

const dateColumn: Column<ChargeRow> = {
  key: 'date',
  header: 'Billing date',
  width: '7rem',
  cell: row => <CalendarDate date={row.billingOn} />,
}

const ofColumn: Column<ChargeRow> = {
  key: 'package',
  header: 'For',
  width: '17rem',
  cell: row => (
    // Where there is too little room the name is cut, never the number.
    <Link
      href={`/assignments/${row.assignmentId}`}
      className="hover:underline sm:flex sm:min-w-0 sm:gap-1.5"
      title={row.package}
    >
      <span className="truncate">{row.package}</span>
      {row.number !== null && (
        <>
          <span className="sm:hidden"> · </span>
          <span className="num text-muted sm:shrink-0">{row.number}</span>
        </>
      )}
    </Link>
  ),
}

const common: Column<ChargeRow>[] = [
  {
    key: 'kind',
    header: 'Kind',
    width: '9rem',
    cell: row => (
      <span className="inline-flex items-center gap-1.5">
        {kindWords[row.kind]}
        {row.isUndone && <Badge>Undone</Badge>}
        {!row.isDebited && (
          <span className="text-xs text-muted" title="Recorded for invoicing; the balance did not move">
            to invoice
          </span>
        )}
      </span>
    ),
  },
  {
    key: 'period',
    header: 'Period',
    width: '12.25rem',
    hint: 'The days that it pays for',
    cell: row => (row.periodFrom === row.periodTo ? '—' : <Period from={row.periodFrom} to={row.periodTo} />),
  },
  { key: 'why', header: 'Why', cell: row => <span className="text-muted">{row.explanation}</span> },
]

const costColumn: Column<ChargeRow> = {
  key: 'cost',
  header: 'Cost',
  align: 'right',
  width: '6.75rem',
  cell: row =>
    row.costMinor === null ? null : <Money minor={row.costMinor} currency={row.currency} quiet />,
}

const retailColumn: Column<ChargeRow> = {
  key: 'retail',
  header: 'Amount',
  align: 'right',
  width: '7rem',
  phone: 'title',
  cell: row => <Money minor={row.retailMinor} currency={row.currency} />,
}

const kindFilter = {
  key: 'kind',
  label: 'Kind',
  options: Object.entries(kindWords).map(([value, label]) => ({ value, label })),
}

/** Charges of a customer, a number or an assignment, each with its why and its receipt. */
export function ChargesTable({
  found,
  params,
  canSeeCost,
  isOneAssignment = false,
  empty,
}: {
  found: { rows: ChargeRow[]; next: string | null; previous: string | null }
  params: SearchParams
  canSeeCost: boolean
  isOneAssignment?: boolean
  empty: ReactNode
}) {
  return (
    <DataTable
      caption="Charges"
      params={params}
      rows={found.rows}
      rowKey={row => String(row.id)}
      href={row => `/charges/${row.id}`}
      columns={[
        dateColumn,
        ...(isOneAssignment ? [] : [ofColumn]),
        ...common,
        ...(canSeeCost ? [costColumn] : []),
        retailColumn,
      ]}
      search="Search package, number, why"
      filters={[kindFilter]}
      cursor={{ next: found.next, previous: found.previous }}
      empty={empty}
    />
  )
}
