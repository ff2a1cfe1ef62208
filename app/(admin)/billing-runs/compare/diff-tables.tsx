import { CircleMinus, CirclePlus, Pencil } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { Period } from '@/components/ui/figure/period'
import { DataTable } from '@/components/ui/table/data-table'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import { Tabs } from '@/components/ui/tabs'
import { diffWords } from '@/lib/charges/labels'
import type { DiffGroup, DiffLine } from '@/lib/charges/read/compare'
import { pageSize } from '@/lib/listing/paging'

const looks = {
  new: { tone: 'good', icon: <CirclePlus /> },
  gone: { tone: 'bad', icon: <CircleMinus /> },
  changed: { tone: 'accent', icon: <Pencil /> },
} as const

const changeFilter = {
  key: 'change',
  label: 'Change',
  options: (['new', 'gone', 'changed'] as const).map(value => ({ value, label: diffWords[value] })),
}

type Shown<Row> = { params: SearchParams; page: number; by: 'package' | 'customer' | 'line'; rows: Row[] }

function Grouping({ params, by }: Pick<Shown<never>, 'params' | 'by'>) {
  const tabs = { package: 'By package', customer: 'By customer', line: 'Lines' } as const
  return (
    <div className="mb-3">
      <Tabs
        label="Differences"
        current={by}
        tabs={(['package', 'customer', 'line'] as const).map(key => ({
          key,
          label: tabs[key],
          href: listHref(params, { by: key, page: null }),
        }))}
      />
    </div>
  )
}

/** How many there are is not counted: a page more is offered while there is one. */
const pagesOf = (page: number, found: number) => ({
  count: (Math.max(1, page) - 1) * pageSize + found,
  page: { number: Math.max(1, page), size: pageSize },
})

const money = (minor: bigint | null, currency: string) =>
  minor === null ? '—' : <Money minor={minor} currency={currency} quiet />

export function DiffGroups({
  params,
  page,
  by,
  groups,
}: {
  params: SearchParams
  page: number
  by: 'package' | 'customer'
  groups: DiffGroup[]
}) {
  const columns: Column<DiffGroup>[] = [
    { key: 'name', header: by === 'package' ? 'Package' : 'Customer', cell: group => group.name },
    { key: 'new', header: 'New', width: '5rem', align: 'right', cell: g => <Count value={g.newCount} /> },
    { key: 'gone', header: 'Gone', width: '5rem', align: 'right', cell: g => <Count value={g.goneCount} /> },
    {
      key: 'changed',
      header: 'Changed',
      width: '5.5rem',
      align: 'right',
      cell: g => <Count value={g.changedCount} />,
    },
    {
      key: 'before',
      header: 'Before',
      width: '8.5rem',
      align: 'right',
      phone: 'hide',
      cell: g => money(g.beforeMinor, g.currency),
    },
    {
      key: 'after',
      header: 'After',
      width: '8.5rem',
      align: 'right',
      phone: 'hide',
      cell: g => money(g.afterMinor, g.currency),
    },
    {
      key: 'difference',
      header: 'Difference',
      width: '9rem',
      align: 'right',
      phone: 'title',
      cell: g => <Money minor={g.afterMinor - g.beforeMinor} currency={g.currency} sign />,
    },
  ]
  return (
    <section aria-label="Differences">
      <Grouping params={params} by={by} />
      <DataTable
        caption="Differences"
        params={params}
        rows={groups.slice(0, pageSize)}
        rowKey={group => `${group.id}.${group.currency}`}
        href={group => `/${by === 'package' ? 'packages' : 'customers'}/${group.id}`}
        columns={columns}
        filters={[changeFilter]}
        {...pagesOf(page, groups.length)}
      />
    </section>
  )
}

const lineColumns: Column<DiffLine>[] = [
  { key: 'customer', header: 'Customer', cell: line => line.customer },
  { key: 'package', header: 'Package', cell: line => line.package },
  { key: 'number', header: 'Number', width: '7.75rem', phone: 'hide', cell: line => line.number ?? '' },
  {
    key: 'change',
    header: 'Change',
    width: '7.5rem',
    cell: line => (
      <Badge tone={looks[line.change].tone} icon={looks[line.change].icon}>
        {diffWords[line.change]}
      </Badge>
    ),
  },
  { key: 'date', header: 'Date', width: '7rem', cell: line => <CalendarDate date={line.billingOn} /> },
  {
    key: 'period',
    header: 'Period',
    width: '12.25rem',
    phone: 'hide',
    cell: line => <Period from={line.periodFrom} to={line.periodTo} />,
  },
  {
    key: 'before',
    header: 'Before',
    width: '7.5rem',
    align: 'right',
    cell: line => money(line.beforeMinor, line.currency),
  },
  {
    key: 'after',
    header: 'After',
    width: '7.5rem',
    align: 'right',
    phone: 'title',
    cell: line => money(line.afterMinor, line.currency),
  },
]

export function DiffLines({
  params,
  page,
  lines,
}: {
  params: SearchParams
  page: number
  lines: DiffLine[]
}) {
  return (
    <section aria-label="Differences">
      <Grouping params={params} by="line" />
      <DataTable
        caption="Lines that differ"
        params={params}
        rows={lines.slice(0, pageSize)}
        rowKey={line => `${line.assignmentId}.${line.kind}.${line.periodFrom}`}
        href={line => `/assignments/${line.assignmentId}`}
        columns={lineColumns}
        filters={[changeFilter]}
        {...pagesOf(page, lines.length)}
      />
    </section>
  )
}
