import { Play } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable } from '@/components/ui/table/data-table'
import { idOf, readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { runStates, stateWords } from '@/lib/billing-runs/labels'
import { hasRuns, listRuns } from '@/lib/billing-runs/read/runs'
import { openPage } from '@/lib/http/page'
import { lastMonth } from '@/lib/statements/range'
import { ExportCharges } from './export-charges'
import { RunBilling } from './run-billing'
import { runColumns } from './run-columns'
import { RunsHeader } from './runs-header'

export const metadata: Metadata = { title: 'Runs' }

export default async function BillingRuns({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { db, actor, today, timeZone } = await openPage()
  const params = await searchParams
  const list = readList(params)
  const now = new Date()
  const canPost = isAdmin(actor)
  const { rows, next, previous } = await listRuns(
    { db, actor },
    {
      mode: list.filter('mode'),
      state: list.filter('status'),
      after: idOf(list.after),
      before: idOf(list.before),
      now,
    },
  )
  const isEmpty = rows.length === 0 && !(await hasRuns({ db, actor }))
  return (
    <>
      <RunsHeader
        actor={actor}
        current="runs"
        description={canPost ? 'Every simulation and every posting.' : 'The simulations you started.'}
        action={<RunBilling today={today} canPost={canPost} shortcut="n" />}
        secondary={canPost && !isEmpty && <ExportCharges {...lastMonth(today)} today={today} />}
      />
      {isEmpty ? (
        <EmptyState
          icon={<Play />}
          title="No runs yet"
          action={<RunBilling today={today} canPost={canPost} label="Simulate your first run" />}
        >
          A run looks at every assignment through a date and works out what is due. Simulate it first: you see
          every line and why, and nothing is charged.
        </EmptyState>
      ) : (
        <DataTable
          caption="Runs"
          params={params}
          rows={rows}
          rowKey={run => String(run.id)}
          href={run => `/billing-runs/${run.id}`}
          columns={runColumns({ now, timeZone })}
          cursor={{ next, previous }}
          filters={[
            ...(canPost
              ? [
                  {
                    key: 'mode',
                    label: 'Mode',
                    options: [
                      { value: 'post', label: 'Posted' },
                      { value: 'simulate', label: 'Simulated' },
                    ],
                  },
                ]
              : []),
            {
              key: 'status',
              label: 'Status',
              options: runStates
                .filter(state => canPost || state !== 'undone')
                .map(state => ({ value: state, label: stateWords[state] })),
            },
          ]}
        />
      )}
    </>
  )
}
