import type { ReactNode } from 'react'
import { Margin } from '@/components/ui/figure/margin'
import { Money } from '@/components/ui/figure/money'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import type { Column } from '@/components/ui/table/table-column'
import type { Recurring } from '@/lib/dashboard/read/recurring'

const retail: Column<Recurring>[] = [
  { key: 'currency', header: 'Currency', width: '6rem', cell: sum => sum.currency },
  {
    key: 'retail',
    header: 'Retail',
    align: 'right',
    phone: 'title',
    cell: sum => <Money minor={sum.retailMinor} currency={sum.currency} />,
  },
]

const cost: Column<Recurring>[] = [
  {
    key: 'cost',
    header: 'Cost',
    align: 'right',
    cell: sum =>
      sum.costMinor === null ? '' : <Money minor={sum.costMinor} currency={sum.currency} quiet />,
  },
  {
    key: 'margin',
    header: 'Margin',
    align: 'right',
    width: '32%',
    cell: sum =>
      sum.costMinor === null ? (
        ''
      ) : (
        <Margin retail={sum.retailMinor} cost={sum.costMinor} currency={sum.currency} />
      ),
  },
]

const committed: Column<Recurring> = {
  key: 'committed',
  header: 'Minimum spend',
  align: 'right',
  hint: 'Commitments per month: paid with usage or as a top-up',
  cell: sum =>
    sum.committedMinor === 0n ? '' : <Money minor={sum.committedMinor} currency={sum.currency} quiet />,
}

/** What the active assignments bring in an average month, by currency. */
export function RecurringPanel({
  sums,
  canSeeCost,
  note,
}: {
  sums: Recurring[]
  canSeeCost: boolean
  note?: ReactNode
}) {
  const hasCommitments = sums.some(sum => sum.committedMinor > 0n)
  return (
    <Panel
      title="Recurring per month"
      flush
      footer={
        <p className="text-xs">
          What is active today, in an average month of 30.44 days: a yearly price counts a twelfth, a weekly
          one 4.35 times. One-time charges and set-up are left out
          {hasCommitments
            ? `; minimum spend stands by itself, since usage may cover it${canSeeCost ? ', and its cost is with the others' : ''}.`
            : '.'}{' '}
          {note}
        </p>
      }
    >
      {sums.length === 0 ? (
        <p className="p-4 text-muted">Nothing recurs yet.</p>
      ) : (
        <div className="px-1 py-1">
          <DataTable
            caption="Recurring amounts per month and currency"
            rows={sums}
            rowKey={sum => sum.currency}
            columns={[...retail, ...(canSeeCost ? cost : []), ...(hasCommitments ? [committed] : [])]}
            plain
          />
        </div>
      )}
    </Panel>
  )
}
