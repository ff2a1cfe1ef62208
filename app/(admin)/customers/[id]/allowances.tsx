import { Gauge } from '@/components/ui/chart/gauge'
import { countText, plural } from '@/components/ui/figure/number'
import { Period } from '@/components/ui/figure/period'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import type { CalendarDate } from '@/lib/calendar-date'
import {
  type Commitment,
  listCommitments,
  listMinutesPools,
  type MinutesPool,
} from '@/lib/customers/read/allowances'
import type { CustomerDetails } from '@/lib/customers/read/customers'
import { calendarDateText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { formatMinor } from '@/lib/money'

const shown = 6

/** Minimum spend as it stands and where it is heading, and the free minutes that are left; nothing if there is neither. */
export async function Allowances({ page, customer }: { page: Page; customer: CustomerDetails }) {
  const { db, actor, today } = page
  const [commitments, pools] = await Promise.all([
    listCommitments({ db, actor, today }, customer),
    listMinutesPools({ db, actor, today }, customer.id),
  ])
  // The ones that need somebody's attention first.
  const byShortfall = [...commitments].sort((a, b) => Number(b.shortfallMinor - a.shortfallMinor))
  return (
    <>
      {commitments.length > 0 && (
        <Panel title="Minimum spend" footer={more(commitments.length, 'commitment')}>
          <ul className="flex flex-col gap-4">
            {byShortfall.slice(0, shown).map(commitment => (
              <li key={commitment.assignmentId}>
                <CommitmentGauge commitment={commitment} currency={customer.currency} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {pools.length > 0 && (
        <Panel title="Free minutes" footer={more(pools.length, 'pool')}>
          <ul className="flex flex-col gap-4">
            {pools.slice(0, shown).map(pool => (
              <li key={`${pool.assignmentId}:${pool.from}`}>
                <PoolGauge pool={pool} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

const more = (count: number, noun: string) => count > shown && `and ${plural(count - shown, `more ${noun}`)}`

const isReached = ({ spentMinor, committedMinor }: Commitment) => spentMinor >= committedMinor

function toneOf(commitment: Commitment): 'good' | 'warn' | 'accent' {
  if (isReached(commitment)) return 'good'
  return commitment.shortfallMinor > 0n ? 'warn' : 'accent'
}

/** Where it is heading, and what that will cost. */
function outlookText(commitment: Commitment, currency: string): string {
  const { projectedMinor, shortfallMinor, isWaived, billedOn } = commitment
  if (isWaived) return 'Waived: nothing is charged on top.'
  if (isReached(commitment)) return 'Reached: nothing is charged on top.'
  const pace = `At this pace ${formatMinor(projectedMinor, currency)} by the end`
  if (shortfallMinor <= 0n) return `${pace}: nothing on top.`
  return `${pace}: ${formatMinor(shortfallMinor, currency)} ${currency} would be charged on ${calendarDateText(billedOn)}.`
}

function CommitmentGauge({ commitment, currency }: { commitment: Commitment; currency: string }) {
  const { committedMinor, spentMinor, projectedMinor } = commitment
  return (
    <>
      <Name of={commitment} from={commitment.from} to={commitment.to} />
      <Gauge
        label="Spent"
        value={Number(spentMinor)}
        max={Number(committedMinor)}
        mark={isReached(commitment) ? undefined : Number(projectedMinor)}
        tone={toneOf(commitment)}
        valueText={formatMinor(spentMinor, currency)}
        maxText={`${formatMinor(committedMinor, currency)} ${currency} committed`}
        markText={outlookText(commitment, currency)}
      />
    </>
  )
}

function PoolGauge({ pool }: { pool: MinutesPool }) {
  const used = pool.grantedSeconds - pool.leftSeconds
  return (
    <>
      <Name of={pool} from={pool.from} to={pool.to} />
      <Gauge
        label="Used"
        value={used}
        max={pool.grantedSeconds}
        tone={pool.leftSeconds === 0 ? 'warn' : 'accent'}
        valueText={minutesText(used)}
        maxText={`${minutesText(pool.grantedSeconds)} minutes`}
        markText={
          pool.leftSeconds === 0 ? 'None left: calls are charged.' : `${minutesText(pool.leftSeconds)} left`
        }
      />
    </>
  )
}

/** `61` seconds are `1:01`, whole minutes without seconds. */
function minutesText(seconds: number): string {
  const rest = seconds % 60
  const minutes = countText(Math.floor(seconds / 60))
  return rest === 0 ? minutes : `${minutes}:${String(rest).padStart(2, '0')}`
}

function Name({
  of,
  from,
  to,
}: {
  of: { assignmentId: number; package: string; number: string | null }
  from: CalendarDate
  to: CalendarDate | null
}) {
  return (
    <p className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
      <Link href={`/assignments/${of.assignmentId}`} className="min-w-0 truncate font-medium hover:underline">
        {of.package}
        {of.number !== null && <span className="num font-normal text-muted"> · {of.number}</span>}
      </Link>
      <span className="text-xs text-muted">
        <Period from={from} to={to} />
      </span>
    </p>
  )
}
