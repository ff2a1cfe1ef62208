import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Instant } from '@/components/ui/figure/instant'
import { PageHeader } from '@/components/ui/page-header'
import { listHref, readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { modeWords, stateOf } from '@/lib/billing-runs/labels'
import { progressOf } from '@/lib/billing-runs/progress'
import { listChargedBy } from '@/lib/billing-runs/read/charged-before'
import { listRunLines } from '@/lib/billing-runs/read/lines'
import { listChosen, listSlowest } from '@/lib/billing-runs/read/names'
import { countSkips, getRun, type RunDetails } from '@/lib/billing-runs/read/runs'
import { countShortfalls, listShortfalls } from '@/lib/billing-runs/read/shortfalls'
import { readScope } from '@/lib/billing-runs/scope'
import { openPage, type Page } from '@/lib/http/page'
import { durationText, scopeOf, starterOf } from '../run-labels'
import { RunStateBadge } from '../run-state'
import { LineTabs, shortfallTab, tabsOf } from './line-tabs'
import { LiveProgress } from './live-progress'
import { RunActions } from './run-actions'
import { RunLines } from './run-lines'
import { RunNotices } from './run-notices'
import { RunScope } from './run-scope'
import { BelowZero, NotCharged, RunSums } from './run-sums'
import { RunTimes } from './run-times'
import { ShortfallTable } from './shortfall-table'
import { SteerRun } from './steer-run'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Run #${(await params).id}` }
}

function Description({ run, timeZone }: { run: RunDetails; timeZone: string }) {
  const { startedAt, finishedAt } = run
  return (
    <>
      {modeWords[run.mode]} through <CalendarDate date={run.throughOn} weekday /> · {scopeOf(run)} · started
      by {starterOf(run)}, <Instant at={startedAt} timeZone={timeZone} />
      {finishedAt && ` · took ${durationText((finishedAt.getTime() - startedAt.getTime()) / 1000)}`}
    </>
  )
}

async function Listed({ page, run, params, skips }: ReportProps & { skips: Skips }) {
  const { db, actor } = page
  const list = readList(params)
  if (list.filter('outcome') === shortfallTab) {
    const found = await listShortfalls({ db, actor }, run.id, {
      search: list.q,
      after: list.after,
      before: list.before,
    })
    return <ShortfallTable runId={run.id} params={params} page={found} />
  }
  const { current } = tabsOf(run, list.filter('outcome'))
  const lines = await listRunLines({ db, actor }, run, {
    search: list.q,
    outcome: current,
    kind: list.filter('kind'),
    currency: list.filter('currency'),
    reason: current === 'skipped' ? list.filter('reason') : null,
    after: list.after,
    before: list.before,
  })
  return (
    <RunLines
      run={run}
      current={current}
      params={params}
      page={lines}
      skips={skips}
      canSeeCost={actor.canSeeCost}
    />
  )
}

type ReportProps = { page: Page; run: RunDetails; params: SearchParams }
type Skips = Awaited<ReturnType<typeof countSkips>>
type Scope = Awaited<ReturnType<typeof readScope>>

/** How many customers end below zero, and those who end furthest below. */
async function readShortfalls({ db, actor }: Page, runId: number) {
  const count = await countShortfalls({ db, actor }, runId)
  return {
    count,
    deepest: count > 0 ? (await listShortfalls({ db, actor }, runId, { search: '' })).rows : [],
  }
}

async function RunReport({ page, run, scope, params }: ReportProps & { scope: Scope }) {
  const { db, actor, timeZone } = page
  const [chargedBy, skips, shortfalls, chosen, slowest] = await Promise.all([
    run.alreadyChargedCount > 0 ? listChargedBy(db, scope, run.throughOn, run.id) : [],
    countSkips(db, run.id),
    readShortfalls(page, run.id),
    listChosen({ db, actor }, run),
    listSlowest({ db, actor }, run),
  ])
  const asked = readList(params).filter('outcome')
  const state = stateOf(run, new Date())
  const linksRuns = isAdmin(actor)
  return (
    <div className="flex flex-col gap-5">
      <RunNotices run={run} state={state} chargedBy={chargedBy} timeZone={timeZone} linksRuns={linksRuns} />
      <RunScope run={run} chosen={chosen} />
      <div className="grid grid-cols-1 items-start gap-5 min-[1360px]:grid-cols-[2fr_1fr]">
        <div className="flex min-w-0 flex-col gap-5">
          <RunSums run={run} canSeeCost={actor.canSeeCost} />
          <BelowZero
            run={run}
            shortfalls={shortfalls.deepest}
            count={shortfalls.count}
            href={listHref(params, { outcome: shortfallTab, reason: null, kind: null, q: null })}
          />
        </div>
        <NotCharged chargedBy={chargedBy} skips={skips} linksRuns={linksRuns} />
      </div>
      {(run.mode === 'simulate' || run.chargedCount > 0 || run.skippedCount > 0) && (
        <section aria-label="Lines">
          <div className="mb-3">
            <LineTabs
              run={run}
              params={params}
              current={asked === shortfallTab ? shortfallTab : tabsOf(run, asked).current}
              shortfallCount={shortfalls.count}
            />
          </div>
          <Listed page={page} run={run} params={params} skips={skips} />
        </section>
      )}
      <RunTimes run={run} slowest={slowest} />
    </div>
  )
}

export default async function BillingRun({ params, searchParams }: Props) {
  const page = await openPage()
  const { id } = await params
  const run = await getRun(
    { db: page.db, actor: page.actor },
    /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN,
  )
  if (!run) notFound()
  const now = new Date()
  const state = stateOf(run, now)
  const isPost = run.mode === 'post'
  const scope = await readScope(page.db, run)
  return (
    <>
      <PageHeader
        title={`Run #${run.id}`}
        crumbs={[{ label: 'Runs', href: '/billing-runs' }]}
        badge={<RunStateBadge state={state} />}
        description={<Description run={run} timeZone={page.timeZone} />}
        action={
          isAdmin(page.actor) ? (
            <RunActions run={run} customerIds={scope.customerIds ?? []} state={state} today={page.today} />
          ) : (
            <SteerRun runId={run.id} state={state} />
          )
        }
      />
      {state === 'running' || state === 'undoing' ? (
        <LiveProgress runId={run.id} isPost={isPost} first={progressOf(run, now)} />
      ) : (
        <RunReport page={page} run={run} scope={scope} params={await searchParams} />
      )}
    </>
  )
}
