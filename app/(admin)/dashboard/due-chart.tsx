import { CountedAt } from '@/app/(admin)/lists/counted-at'
import { BarChart } from '@/components/ui/chart/bar-chart'
import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Panel } from '@/components/ui/panel'
import { listHref, readList, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { getDueDays } from '@/lib/dashboard/read/dashboard'
import { calendarDateText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { formatMinor } from '@/lib/money'

/** The day of the month, with the month where it begins: short enough for a phone. Every third one is written. */
function shortLabel(date: string, at: number): string {
  const day = Number(date.slice(8))
  return at === 0 || day <= 3 ? calendarDateText(date, 'day and month') : String(day)
}

/** The charges of the next 30 days, a bar a day; one currency at a time, since they cannot be added up. */
export async function DueChart({ page, params }: { page: Page; params: SearchParams }) {
  const { figures: due, countedAt } = await getDueDays({
    db: page.db,
    actor: page.actor,
    today: page.today,
    now: new Date(),
  })
  const asked = readList(params).filter('currency')
  const shown = due.currencies.find(sum => sum.currency === asked) ?? due.currencies[0]
  const notes = [
    due.minimumSpendCount > 0 &&
      `${plural(due.minimumSpendCount, 'minimum spend window')} will close as well: the top-ups depend on usage and are not in the bars.`,
    due.isPartial &&
      'The book has more different assignments than are looked at here, so later days may be too low.',
  ].filter(note => note !== false)
  const counted = countedAt && <CountedAt at={countedAt} timeZone={page.timeZone} />
  return (
    <Panel
      title="Due in 30 days"
      action={
        shown && (
          <span className="text-muted">
            {plural(shown.lineCount, 'charge')} ·{' '}
            <Money minor={shown.retailMinor} currency={shown.currency} />
          </span>
        )
      }
      footer={
        (notes.length > 0 || counted) && (
          <p className="text-xs">
            {notes.join(' ')} {counted}
          </p>
        )
      }
    >
      {due.currencies.length > 1 && shown && (
        <div className="mb-3">
          <Tabs
            label="Currency"
            current={shown.currency}
            tabs={due.currencies.map(sum => ({
              key: sum.currency,
              label: sum.currency,
              href: listHref(params, { currency: sum.currency }),
              count: sum.lineCount,
            }))}
          />
        </div>
      )}
      {shown ? (
        <BarChart
          label={`Retail per day, ${shown.currency}`}
          groups={shown.days.map((day, at) => ({
            key: day.date,
            label: calendarDateText(day.date, 'with weekday'),
            short: shortLabel(day.date, at),
          }))}
          series={[{ key: 'retail', label: `Retail, ${shown.currency}` }]}
          // Only drawn: a bar need not be exact to the cent.
          values={Object.fromEntries(shown.days.map(day => [day.date, { retail: Number(day.retailMinor) }]))}
          format={value => formatMinor(BigInt(Math.round(value)), shown.currency)}
        />
      ) : (
        <p className="text-muted">Nothing is due in the next 30 days.</p>
      )}
    </Panel>
  )
}
