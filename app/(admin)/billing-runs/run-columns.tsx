import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Instant } from '@/components/ui/figure/instant'
import { MoneyList } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import type { Column } from '@/components/ui/table/table-column'
import { modeWords, stateOf } from '@/lib/billing-runs/labels'
import type { ListedRun } from '@/lib/billing-runs/read/runs'
import { scopeOf, starterOf } from './run-labels'
import { RunStateBadge } from './run-state'

/** The columns of a list of runs. `now` decides which were interrupted. */
export function runColumns({ now, timeZone }: { now: Date; timeZone: string }): Column<ListedRun>[] {
  return [
    { key: 'number', header: 'Run', width: '5rem', cell: run => `Run #${run.id}` },
    { key: 'mode', header: 'Mode', width: '6rem', cell: run => modeWords[run.mode] },
    { key: 'through', header: 'Through', width: '7rem', cell: run => <CalendarDate date={run.throughOn} /> },
    { key: 'scope', header: 'Covers', cell: run => <span title={scopeOf(run)}>{scopeOf(run)}</span> },
    {
      key: 'state',
      header: 'Status',
      width: '8.75rem',
      phone: 'title',
      cell: run => <RunStateBadge state={stateOf(run, now)} />,
    },
    { key: 'by', header: 'Started by', width: '8rem', phone: 'hide', spare: 2, cell: starterOf },
    {
      key: 'at',
      header: 'Started',
      width: '10rem',
      cell: run => <Instant at={run.startedAt} timeZone={timeZone} />,
    },
    {
      key: 'charged',
      header: 'Charged',
      width: '5.25rem',
      align: 'right',
      hint: 'Lines that were charged, or would be',
      cell: run => <Count value={run.chargedCount} />,
    },
    {
      key: 'already',
      spare: 2,
      header: 'Already',
      width: '5.25rem',
      align: 'right',
      phone: 'hide',
      hint: 'Charges through that date that earlier runs had made',
      cell: run => <Count value={run.alreadyChargedCount} />,
    },
    {
      key: 'skipped',
      header: 'Skipped',
      width: '5.25rem',
      align: 'right',
      phone: 'hide',
      cell: run => <Count value={run.skippedCount} />,
    },
    {
      key: 'retail',
      header: 'Retail',
      width: '8.5rem',
      align: 'right',
      // Several currencies are several lines: they keep off the lines of the table.
      cell: run => (
        <span className="block sm:py-1.5">
          <MoneyList amounts={run.sums.map(s => ({ minor: s.retailMinor, currency: s.currency }))} />
        </span>
      ),
    },
  ]
}
