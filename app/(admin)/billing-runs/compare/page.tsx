import { GitCompareArrows } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { idOf, readList, type SearchParams } from '@/components/ui/table/list-url'
import { listRuns } from '@/lib/billing-runs/read/runs'
import {
  type DiffGrouping,
  diffChanges,
  diffGroupings,
  LinesGone,
  listDiffGroups,
  listDiffLines,
  sumDiff,
} from '@/lib/charges/read/compare'
import { openPage, type Page } from '@/lib/http/page'
import { Refusal } from '@/lib/refusal/refusal'
import { RunsHeader } from '../runs-header'
import { ChooseRuns } from './choose-runs'
import { DiffSums } from './diff-sums'
import { DiffGroups, DiffLines } from './diff-tables'
import { runOption } from './run-option'

export const metadata: Metadata = { title: 'Compare runs' }

async function Differences({
  page,
  params,
  runs,
}: {
  page: Page
  params: SearchParams
  runs: { beforeRun: number; afterRun: number }
}) {
  const { db, actor } = page
  const list = readList(params)
  const by: DiffGrouping = diffGroupings.find(known => known === list.filter('by')) ?? 'package'
  const change = diffChanges.find(known => known === list.filter('change')) ?? null
  const ask = { ...runs, change, page: list.page }
  const sums = await sumDiff({ db, actor }, runs).catch(error => {
    if (error instanceof LinesGone) return error
    if (error instanceof Refusal) notFound()
    throw error
  })
  if (sums instanceof LinesGone) return <Notice>{sums.message}</Notice>
  const isSame = sums.every(sum => sum.newCount + sum.goneCount + sum.changedCount === 0)
  if (isSame) {
    return (
      <Notice tone="good" title="No difference">
        Every line of one run is in the other, with the same dates and amounts.
      </Notice>
    )
  }
  return (
    <div className="flex flex-col gap-5">
      <DiffSums sums={sums} />
      {by === 'line' ? (
        <DiffLines params={params} page={list.page} lines={await listDiffLines({ db, actor }, ask)} />
      ) : (
        <DiffGroups
          params={params}
          page={list.page}
          by={by}
          groups={await listDiffGroups({ db, actor }, ask, by)}
        />
      )}
    </div>
  )
}

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const page = await openPage()
  const { db, actor } = page
  const params = await searchParams
  const list = readList(params)
  const { rows } = await listRuns({ db, actor }, { now: new Date() })
  const known = new Set(rows.map(run => run.id))
  const [beforeRun, afterRun] = [idOf(list.filter('before_run')), idOf(list.filter('after_run'))]
  const options = rows.map(runOption)
  for (const id of [beforeRun, afterRun]) {
    if (id !== null && !known.has(id)) options.push({ value: String(id), label: `Run #${id}` })
  }
  const isChosen = beforeRun !== null && afterRun !== null
  return (
    <>
      <RunsHeader
        actor={actor}
        current="compare"
        description="Two simulations, or a simulation and a posted run: what is new, gone or changed."
      />
      <div className="flex flex-col gap-5">
        <ChooseRuns before={beforeRun} after={afterRun} options={options} />
        {isChosen ? (
          <Differences page={page} params={params} runs={{ beforeRun, afterRun }} />
        ) : (
          <EmptyState icon={<GitCompareArrows />} title="Choose two runs">
            Simulate before a change of prices and after it, and see here which charges it moves.
          </EmptyState>
        )}
      </div>
    </>
  )
}
