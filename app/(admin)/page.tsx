import type { Metadata } from 'next'
import { Suspense } from 'react'
import { CountedAt } from '@/app/(admin)/lists/counted-at'
import { Count } from '@/components/ui/figure/number'
import { Stat, Stats } from '@/components/ui/figure/stat'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { getDashboard, getSteps } from '@/lib/dashboard/read/dashboard'
import { openPage } from '@/lib/http/page'
import { getSchedule } from '@/lib/schedule/read'
import { RunBilling } from './billing-runs/run-billing'
import { runColumns } from './billing-runs/run-columns'
import { AttentionPanel } from './dashboard/attention'
import { DueChart } from './dashboard/due-chart'
import { FirstSteps } from './dashboard/first-steps'
import { RecurringPanel } from './dashboard/recurring'

export const metadata: Metadata = { title: 'Dashboard' }

/** Of the columns of the runs' own page, what tells at a glance. */
const glance = ['number', 'mode', 'through', 'scope', 'state', 'charged', 'retail']

export default async function Dashboard({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const page = await openPage()
  const { db, actor, today, timeZone, settings } = page
  const canPost = isAdmin(actor)
  const steps = await getSteps({ db, actor })
  const header = (
    <PageHeader title="Dashboard" action={<RunBilling today={today} canPost={canPost} shortcut="n" />} />
  )
  if (!steps.hasAssignment && canPost) {
    return (
      <>
        {header}
        <FirstSteps steps={steps} />
      </>
    )
  }
  const now = new Date()
  const schedule = canPost ? await getSchedule({ db, now }, settings) : null
  const { active, recurring, runs, attention, countedAt } = await getDashboard({ db, actor, today, now })
  return (
    <>
      {header}
      <div className="flex flex-col gap-5">
        {!steps.hasRun && canPost && <FirstSteps steps={steps} />}
        <Stats>
          <Stat label="Active packages" value={<Count value={active.packages} />} href="/packages" />
          <Stat
            label="Active assignments"
            value={<Count value={active.assignments} />}
            href="/assignments?status=active"
          />
          <Stat
            label="Customers with a package"
            value={<Count value={active.customers} />}
            href="/customers"
          />
          <Stat
            label="Overdue assignments"
            value={<Count value={attention.overdueCount} />}
            href={canPost ? '/billing-runs/backlog' : '/billing-runs'}
          />
        </Stats>
        <div className="grid items-start gap-5 min-[1360px]:grid-cols-[2fr_1fr]">
          <RecurringPanel
            sums={recurring}
            canSeeCost={actor.canSeeCost}
            note={countedAt && <CountedAt at={countedAt} timeZone={timeZone} />}
          />
          <AttentionPanel attention={attention} schedule={schedule} isAdmin={canPost} />
        </div>
        <Suspense fallback={<Skeleton className="h-64" />}>
          <DueChart page={page} params={await searchParams} />
        </Suspense>
        <Panel title="Last runs" flush>
          {runs.length === 0 ? (
            <p className="p-4 text-muted">No runs yet. Simulate one: nothing is charged.</p>
          ) : (
            <div className="px-1 py-1">
              <DataTable
                caption="Last runs"
                rows={runs}
                rowKey={run => String(run.id)}
                href={run => `/billing-runs/${run.id}`}
                columns={runColumns({ now, timeZone }).filter(column => glance.includes(column.key))}
                plain
              />
            </div>
          )}
        </Panel>
      </div>
    </>
  )
}
