import { CountedAt } from '@/app/(admin)/lists/counted-at'
import { BarChart } from '@/components/ui/chart/bar-chart'
import { monthsAfter } from '@/components/ui/figure/calendar-weeks'
import { MoneyList } from '@/components/ui/figure/money'
import { Panel } from '@/components/ui/panel'
import { type EarnedMonth, packageEarnings } from '@/lib/assignments/read/holders'
import { formatDay, toDay } from '@/lib/calendar-date'
import { monthText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { formatMinor } from '@/lib/money'
import type { PackageDetails } from '@/lib/packages/read/packages'

/** The last `count` months up to the one that holds `today`, as `2026-03`, oldest first. */
function monthsUpTo(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    formatDay(monthsAfter(toDay(today), index - count + 1)).slice(0, 7),
  )
}

function total(months: EarnedMonth[]): bigint {
  return months.reduce((sum, month) => sum + month.retailMinor, 0n)
}

/** What the package charged in each of the last 12 months: retail, cost and margin. */
export async function Earnings({ page, item }: { page: Page; item: PackageDetails }) {
  const months = monthsUpTo(page.today, 12)
  const { figures: earned, countedAt } = await packageEarnings(
    { db: page.db, actor: page.actor },
    item.id,
    `${months[0]}-01`,
  )
  const found = new Map(earned.map(month => [month.month, month]))
  const values = Object.fromEntries(
    months.map(month => {
      const retail = found.get(month)?.retailMinor ?? 0n
      const cost = found.get(month)?.costMinor ?? 0n
      return [month, { retail: Number(retail), cost: Number(cost), margin: Number(retail - cost) }]
    }),
  )
  const series = [
    { key: 'retail', label: 'Retail', tone: 1 as const },
    ...(page.actor.canSeeCost
      ? [
          { key: 'cost', label: 'Cost', tone: 2 as const },
          { key: 'margin', label: 'Margin', tone: 3 as const },
        ]
      : []),
  ]
  return (
    <Panel
      title="Earnings"
      action={<MoneyList amounts={[{ minor: total(earned), currency: item.currency }]} />}
    >
      {earned.length === 0 ? (
        <p className="text-muted">
          Nothing was charged in the last 12 months. A run that posts charges shows here.
        </p>
      ) : (
        <BarChart
          label={`Charges per month, ${item.currency}`}
          kind="grouped"
          groups={months.map(month => {
            const label = monthText(month)
            return { key: month, label, short: label.slice(0, 3) }
          })}
          series={series}
          values={values}
          format={value => formatMinor(BigInt(Math.round(value)), item.currency)}
        />
      )}
      {countedAt && (
        <p className="text-xs text-muted">
          <CountedAt at={countedAt} timeZone={page.timeZone} />
        </p>
      )}
    </Panel>
  )
}
