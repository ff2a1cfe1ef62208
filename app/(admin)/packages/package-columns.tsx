import { Badge } from '@/components/ui/badge'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { PriceMargin } from '@/components/ui/figure/margin'
import { Money, Price } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import { scheduleText } from '@/lib/billing/labels'
import { todayIn } from '@/lib/calendar-date'
import type { ListedPackage } from '@/lib/packages/read/list'
import { PackageMenu } from './package-menu'

function NameCell({ row }: { row: ListedPackage }) {
  if (!row.archivedAt) return row.name
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <span className="truncate">{row.name}</span>
      <Badge>Archived</Badge>
    </span>
  )
}

function ScheduleCell({ row }: { row: ListedPackage }) {
  const { minimumSpend, type } = row.terms
  return (
    <>
      {scheduleText(row.terms)}
      {minimumSpend && <span className="text-muted"> · minimum spend</span>}
      {type === 'free_minutes' && <span className="text-muted"> · free minutes</span>}
    </>
  )
}

function MarginCell({ row }: { row: ListedPackage }) {
  const { costMicro, retailMicro, minimumSpend } = row.terms
  if (minimumSpend || costMicro === null) return <span className="text-faint">By usage</span>
  return <PriceMargin retail={retailMicro} cost={costMicro} currency={row.currency} />
}

const retail: Column<ListedPackage> = {
  key: 'retail',
  header: 'Retail',
  width: '7.75rem',
  align: 'right',
  sortable: true,
  phone: 'title',
  hint: 'What the customer pays, per billing date',
  cell: row => <Price micro={row.terms.retailMicro} currency={row.currency} />,
}

const costAndMargin: Column<ListedPackage>[] = [
  {
    key: 'cost',
    header: 'Cost',
    width: '7.75rem',
    align: 'right',
    hint: 'What you pay, per billing date',
    cell: row => <Price micro={row.terms.costMicro ?? 0} currency={row.currency} quiet />,
  },
  {
    key: 'margin',
    header: 'Margin',
    width: '11rem',
    align: 'right',
    sortable: true,
    hint: 'Retail less cost; sorted by percentage',
    cell: row => <MarginCell row={row} />,
  },
]

const nameAndCode: Column<ListedPackage>[] = [
  { key: 'name', header: 'Name', sortable: true, cell: row => <NameCell row={row} /> },
  {
    key: 'code',
    spare: 2,
    header: 'Code',
    width: '7.5rem',
    sortable: true,
    phone: 'hide',
    cell: row => <span className="text-muted">{row.code}</span>,
  },
]

const use: Column<ListedPackage>[] = [
  {
    key: 'month',
    spare: 1,
    header: 'Per month',
    width: '8.5rem',
    align: 'right',
    hint: 'Retail of an average month, over the assignments that are active today',
    cell: row =>
      row.monthlyMinor === 0n ? (
        <span className="text-faint">—</span>
      ) : (
        <Money minor={row.monthlyMinor} currency={row.currency} quiet={row.terms.minimumSpend} />
      ),
  },
  { key: 'schedule', header: 'Schedule', width: '13rem', cell: row => <ScheduleCell row={row} /> },
  {
    key: 'assignments',
    header: 'In use',
    width: '5.75rem',
    align: 'right',
    sortable: true,
    hint: 'Assignments that have not ended',
    cell: row => <Count value={row.assignments} />,
  },
]

const changed = (timeZone: string): Column<ListedPackage> => ({
  key: 'changed',
  spare: 2,
  header: 'Changed',
  hint: 'Last change',
  width: '7rem',
  align: 'right',
  sortable: true,
  phone: 'hide',
  cell: row => (
    <span className="text-muted">
      <CalendarDate date={todayIn(timeZone, row.updatedAt)} />
    </span>
  ),
})

const menu = (params: SearchParams): Column<ListedPackage> => ({
  key: 'menu',
  header: '',
  width: '2.75rem',
  align: 'right',
  phone: 'hide',
  cell: row => (
    <PackageMenu
      list={params}
      item={{
        id: row.id,
        name: row.name,
        revision: row.revision,
        isArchived: row.archivedAt !== null,
        assignments: row.assignments,
      }}
    />
  ),
})

/** The columns of the list; cost and margin only for an actor who may see them, the menu only for admins. */
export function packageColumns({
  canSeeCost,
  canEdit,
  timeZone,
  params,
}: {
  canSeeCost: boolean
  canEdit: boolean
  timeZone: string
  params: SearchParams
}): Column<ListedPackage>[] {
  return [
    ...nameAndCode,
    retail,
    ...(canSeeCost ? costAndMargin : []),
    ...use,
    changed(timeZone),
    ...(canEdit ? [menu(params)] : []),
  ]
}
