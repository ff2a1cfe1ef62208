import { listHref, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { outcomeWords } from '@/lib/billing-runs/labels'
import type { RunDetails } from '@/lib/billing-runs/read/runs'

export type LineTab = 'charged' | 'planned' | 'already_charged' | 'skipped'

/** The tab of the customers below zero, beside those of the lines. */
export const shortfallTab = 'below_zero'

/** The tabs a run has, and the one in force: what was charged, unless nothing was and something was skipped. */
export function tabsOf(
  run: Pick<RunDetails, 'mode' | 'chargedCount' | 'skippedCount'>,
  asked: string | null,
): { tabs: LineTab[]; current: LineTab } {
  const tabs: LineTab[] =
    run.mode === 'post' ? ['charged', 'skipped'] : ['planned', 'already_charged', 'skipped']
  const known = tabs.find(tab => tab === asked)
  const first = run.chargedCount === 0 && run.skippedCount > 0 ? 'skipped' : tabs[0]
  return { tabs, current: known ?? first ?? 'skipped' }
}

/** What of a run is listed: its lines by how they ended, and who goes below zero where somebody does. */
export function LineTabs({
  run,
  params,
  current,
  shortfallCount,
}: {
  run: RunDetails
  params: SearchParams
  current: LineTab | typeof shortfallTab
  shortfallCount: number
}) {
  const counts: Partial<Record<LineTab, number>> = {
    charged: run.chargedCount,
    planned: run.chargedCount,
    skipped: run.skippedCount,
  }
  const hrefOf = (outcome: string) => listHref(params, { outcome, reason: null, kind: null })
  const tabs = tabsOf(run, null).tabs.map(tab => ({
    key: tab as string,
    label: outcomeWords[tab] as string,
    count: counts[tab],
    href: hrefOf(tab),
  }))
  if (shortfallCount > 0 || current === shortfallTab) {
    tabs.push({ key: shortfallTab, label: 'Below zero', count: shortfallCount, href: hrefOf(shortfallTab) })
  }
  return <Tabs label="Lines" current={current} tabs={tabs} />
}
