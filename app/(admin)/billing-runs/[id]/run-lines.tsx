import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { chargeKinds } from '@/lib/billing/terms'
import { kindWords, outcomeWords, skipWords } from '@/lib/billing-runs/labels'
import type { listRunLines } from '@/lib/billing-runs/read/lines'
import type { countSkips, RunDetails } from '@/lib/billing-runs/read/runs'
import { lineColumns } from './line-columns'
import type { LineTab } from './line-tabs'

const nothing: Record<LineTab, [title: string, sentence: string]> = {
  charged: ['No charges', 'This run charged nothing.'],
  planned: ['No charges', 'Nothing would be charged.'],
  already_charged: [
    'No lines to show',
    'Charges of earlier runs are not listed here. The pages of those runs list them.',
  ],
  skipped: ['Nothing skipped', 'Every line that is due was charged.'],
}

/** The lines of a run that ended in one way: found, filtered and paged by the server. */
export function RunLines({
  run,
  current,
  params,
  page,
  skips,
  canSeeCost,
}: {
  run: RunDetails
  current: LineTab
  params: SearchParams
  page: Awaited<ReturnType<typeof listRunLines>>
  skips: Awaited<ReturnType<typeof countSkips>>
  canSeeCost: boolean
}) {
  const shows = {
    outcome: current !== 'planned' && !(current === 'charged' && run.reversedCount === 0),
    amounts: current === 'charged' || current === 'planned',
  }
  const [title, sentence] = nothing[current]
  return (
    <DataTable
      caption={`${outcomeWords[current]} lines of run #${run.id}`}
      params={params}
      rows={page.rows}
      rowKey={line => String(line.id)}
      href={line =>
        line.chargeId === null ? `/assignments/${line.assignmentId}` : `/charges/${line.chargeId}`
      }
      columns={lineColumns({ canSeeCost, shows })}
      search="Search lines"
      {...pagerOf(readList(params), page)}
      filters={[
        {
          key: 'kind',
          label: 'Kind',
          options: chargeKinds
            .filter(kind => kind !== 'reversal' || run.reversedCount > 0)
            .map(kind => ({ value: kind, label: kindWords[kind] })),
        },
        ...(run.sums.length > 1
          ? [
              {
                key: 'currency',
                label: 'Currency',
                options: run.sums.map(sum => ({ value: sum.currency, label: sum.currency })),
              },
            ]
          : []),
        ...(current === 'skipped' && skips.length > 0
          ? [
              {
                key: 'reason',
                label: 'Reason',
                options: skips.map(({ reason }) => ({ value: reason, label: skipWords[reason].short })),
              },
            ]
          : []),
      ]}
      empty={<EmptyState title={title}>{sentence}</EmptyState>}
    />
  )
}
