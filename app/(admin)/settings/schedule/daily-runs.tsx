import { TriangleAlert } from 'lucide-react'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Instant } from '@/components/ui/figure/instant'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import { stateWords } from '@/lib/billing-runs/labels'
import { hourText } from '@/lib/schedule/due'
import type { DailyRun, ScheduleState } from '@/lib/schedule/read'

/** When the daily run ran, when it runs next, and whether one is late. */
export function DailyRuns({ state, runs }: { state: ScheduleState; runs: DailyRun[] }) {
  return (
    <Panel title="Daily runs" flush>
      <div className="flex flex-col gap-1 p-4">
        {state.isOn ? (
          <p>
            Next: <CalendarDate date={state.nextOn} weekday />, {hourText(state.hour)} {state.timeZone}.
          </p>
        ) : (
          <p className="text-muted">The daily run is off: billing is run by hand or by a cron job.</p>
        )}
        {state.lateOn && (
          <p className="flex items-center gap-2 text-warn">
            <TriangleAlert size={15} aria-hidden="true" />
            <span>
              The run of <CalendarDate date={state.lateOn} /> is late: it has not completed.
            </span>
          </p>
        )}
      </div>
      {runs.length > 0 && (
        <div className="px-1 py-1">
          <DataTable
            caption="Daily runs"
            rows={runs}
            rowKey={run => String(run.runId)}
            href={run => `/billing-runs/${run.runId}`}
            plain
            columns={[
              { key: 'run', header: 'Run', cell: run => `Run #${run.runId}` },
              { key: 'day', header: 'Billing day', cell: run => <CalendarDate date={run.billingOn} /> },
              { key: 'status', header: 'Status', cell: run => stateWords[run.status] },
              {
                key: 'finished',
                header: 'Ended',
                cell: run => <Instant at={run.finishedAt} timeZone={state.timeZone} />,
              },
            ]}
          />
        </div>
      )}
    </Panel>
  )
}
