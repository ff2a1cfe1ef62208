import { Margin } from '@/components/ui/figure/margin'
import { Money } from '@/components/ui/figure/money'
import { Count, countText, plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import type { Column } from '@/components/ui/table/table-column'
import { skipWords } from '@/lib/billing-runs/labels'
import type { ChargedBy } from '@/lib/billing-runs/read/charged-before'
import type { countSkips, RunDetails, RunSum } from '@/lib/billing-runs/read/runs'
import type { ListedShortfall } from '@/lib/billing-runs/read/shortfalls'

const columns: Column<RunSum>[] = [
  { key: 'currency', header: 'Currency', cell: sum => sum.currency },
  {
    key: 'lines',
    header: 'Lines',
    width: '6rem',
    align: 'right',
    cell: sum => <Count value={sum.lineCount} />,
  },
  {
    key: 'retail',
    header: 'Retail',
    width: '24%',
    align: 'right',
    phone: 'title',
    cell: sum => <Money minor={sum.retailMinor} currency={sum.currency} />,
  },
]

const costColumns: Column<RunSum>[] = [
  {
    key: 'cost',
    header: 'Cost',
    width: '22%',
    align: 'right',
    cell: sum =>
      sum.costMinor === null ? '' : <Money minor={sum.costMinor} currency={sum.currency} quiet />,
  },
  {
    key: 'margin',
    header: 'Margin',
    width: '30%',
    align: 'right',
    cell: sum =>
      sum.costMinor === null ? (
        ''
      ) : (
        <Margin retail={sum.retailMinor} cost={sum.costMinor} currency={sum.currency} />
      ),
  },
]

/** Sums per currency: they are never added up. */
export function RunSums({ run, canSeeCost }: { run: RunDetails; canSeeCost: boolean }) {
  const expected = run.chargedCount + run.alreadyChargedCount + run.skippedCount
  return (
    <Panel
      title={run.mode === 'post' ? 'Charged' : 'Would be charged'}
      action={
        <span className="num text-muted">{`${countText(run.chargedCount)} of ${plural(expected, 'expected line')}`}</span>
      }
      flush
    >
      {run.sums.length === 0 ? (
        <p className="p-4 text-muted">{run.mode === 'post' ? 'Nothing was charged.' : 'Nothing is due.'}</p>
      ) : (
        <div className="px-1 py-1">
          <DataTable
            caption="Sums per currency"
            rows={run.sums}
            rowKey={sum => sum.currency}
            columns={canSeeCost ? [...columns, ...costColumns] : columns}
            plain
          />
        </div>
      )}
    </Panel>
  )
}

function Row({
  href,
  label,
  note,
  count,
}: {
  href: string | null
  label: string
  note?: string
  count: number
}) {
  return (
    <li className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0">
      <span className="min-w-0">
        {href === null ? (
          label
        ) : (
          <Link href={href} className="font-medium hover:text-accent hover:underline">
            {label}
          </Link>
        )}
        {note && <span className="block text-xs text-muted">{note}</span>}
      </span>
      <Count value={count} />
    </li>
  )
}

/** What was not charged: by whom it was already, and why it was skipped. */
export function NotCharged({
  chargedBy,
  skips,
  linksRuns,
}: {
  chargedBy: ChargedBy[]
  skips: Awaited<ReturnType<typeof countSkips>>
  /** An account manager may not open posted runs. */
  linksRuns: boolean
}) {
  const shown = chargedBy.slice(0, 5)
  const rest = chargedBy.slice(5)
  return (
    <Panel title="Not charged">
      {chargedBy.length === 0 && skips.length === 0 ? (
        <p className="text-muted">Every line that is due is charged.</p>
      ) : (
        <ul className="-my-2">
          {shown.map(({ runId, count }) => (
            <Row
              key={runId}
              href={linksRuns ? `/billing-runs/${runId}` : null}
              label={`Already charged by run #${runId}`}
              count={count}
            />
          ))}
          {rest.length > 0 && (
            <Row
              href={null}
              label={`Already charged by ${countText(rest.length)} earlier runs`}
              count={rest.reduce((sum, { count }) => sum + count, 0)}
            />
          )}
          {skips.map(({ reason, count }) => (
            <Row
              key={reason}
              href={`?outcome=skipped&reason=${reason}`}
              label={skipWords[reason].short}
              note={skipWords[reason].sentence}
              count={count}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}

const mostShown = 3

/** Who has less than nothing available afterwards, the deepest first, and the way to all of them. */
export function BelowZero({
  run,
  shortfalls,
  count,
  href,
}: {
  run: RunDetails
  shortfalls: ListedShortfall[]
  count: number
  href: string
}) {
  if (count === 0) return null
  const shown = shortfalls.slice(0, mostShown)
  return (
    <Panel title={run.mode === 'post' ? 'Below zero afterwards' : 'Would be below zero'}>
      <ul className="-my-2">
        {shown.map(({ customerId, customer, afterMinor, currency }) => (
          <li
            key={customerId}
            className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0"
          >
            <Link
              href={`/customers/${customerId}`}
              title={customer}
              className="min-w-0 truncate font-medium hover:text-accent hover:underline"
            >
              {customer}
            </Link>
            <Money minor={afterMinor} currency={currency} owed />
          </li>
        ))}
        {count > shown.length && (
          <li className="py-2">
            <Link href={href} className="text-accent hover:underline">
              All {countText(count)} customers
            </Link>
          </li>
        )}
      </ul>
    </Panel>
  )
}
