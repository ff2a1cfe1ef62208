import { Money } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import type { DiffSum } from '@/lib/charges/read/compare'

/** How two runs differ, per currency. */
export function DiffSums({ sums }: { sums: DiffSum[] }) {
  return (
    <Panel title="Difference" flush>
      <div className="px-1 py-1">
        <DataTable
          caption="Difference per currency"
          rows={sums}
          rowKey={sum => sum.currency}
          plain
          columns={[
            { key: 'currency', header: 'Currency', cell: sum => sum.currency },
            { key: 'new', header: 'New', align: 'right', cell: sum => <Count value={sum.newCount} /> },
            { key: 'gone', header: 'Gone', align: 'right', cell: sum => <Count value={sum.goneCount} /> },
            {
              key: 'changed',
              header: 'Changed',
              align: 'right',
              cell: sum => <Count value={sum.changedCount} />,
            },
            { key: 'same', header: 'Same', align: 'right', cell: sum => <Count value={sum.sameCount} /> },
            {
              key: 'before',
              header: 'Before',
              align: 'right',
              cell: sum => <Money minor={sum.beforeMinor} currency={sum.currency} quiet />,
            },
            {
              key: 'after',
              header: 'After',
              align: 'right',
              cell: sum => <Money minor={sum.afterMinor} currency={sum.currency} quiet />,
            },
            {
              key: 'difference',
              header: 'Difference',
              align: 'right',
              phone: 'title',
              cell: sum => <Money minor={sum.afterMinor - sum.beforeMinor} currency={sum.currency} sign />,
            },
          ]}
        />
      </div>
    </Panel>
  )
}
