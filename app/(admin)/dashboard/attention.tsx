import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Instant } from '@/components/ui/figure/instant'
import { countText, plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import type { Attention } from '@/lib/dashboard/read/attention'
import { hourText } from '@/lib/schedule/due'
import type { ScheduleState } from '@/lib/schedule/read'

/** Counts end at a thousand: "1,000+ customers". */
function many(count: number, one: string, more = `${one}s`): string {
  return count > 1_000 ? `${countText(1_000)}+ ${more}` : plural(count, one, more)
}

const is = (count: number) => (count === 1 ? 'is' : 'are')

type Item = { key: string; href: string | null; text: ReactNode }

function itemsOf(a: Attention, schedule: ScheduleState | null, isAdmin: boolean): Item[] {
  const items: (Item | false)[] = [
    schedule !== null &&
      schedule.lateOn !== null && {
        key: 'late',
        href: '/settings/schedule',
        text: (
          <>
            The daily run of <CalendarDate date={schedule.lateOn} /> is late: it should have completed after{' '}
            {hourText(schedule.hour)} {schedule.timeZone}.
          </>
        ),
      },
    a.overdueCount > 0 && {
      key: 'overdue',
      href: isAdmin ? '/billing-runs/backlog' : '/billing-runs',
      text: (
        <>
          {plural(a.overdueCount, 'assignment')} {is(a.overdueCount)} due since{' '}
          <CalendarDate date={a.overdueSince} />.{' '}
          {isAdmin &&
            (a.lastPost ? (
              <>
                Billing last ran through <CalendarDate date={a.lastPost.throughOn} />.
              </>
            ) : (
              'Billing never ran.'
            ))}
        </>
      ),
    },
    a.interrupted !== null && {
      key: 'interrupted',
      href: `/billing-runs/${a.interrupted.latestId}`,
      text: `${plural(a.interrupted.count, 'run')} stopped before the end: run #${a.interrupted.latestId} can be resumed.`,
    },
    a.adminLink !== null && {
      key: 'link',
      href: '/settings/security-log?event=link_made',
      text: `${a.adminLink.who} made a link to choose a password: ${a.adminLink.what}.`,
    },
    a.held !== null && {
      key: 'held',
      href: isAdmin
        ? `/billing-runs/${a.held.runId}?outcome=skipped&reason=funds_short`
        : '/customers?funds=short',
      text: `${plural(a.held.count, 'charge')} ${is(a.held.count)} held because funds are short.`,
    },
    a.shortCustomerCount > 0 && {
      key: 'short',
      href: '/customers?funds=short',
      text: `${many(a.shortCustomerCount, 'customer')} ${is(a.shortCustomerCount)} below zero, the debit limit included.`,
    },
    a.idleNumberCount > 0 && {
      key: 'idle',
      href: '/dids?owner=assigned&package=without',
      text: `${many(a.idleNumberCount, 'number')} of customers ${is(a.idleNumberCount)} without a package.`,
    },
    a.stockPackageCount > 0 && {
      key: 'stock',
      href: '/dids?owner=stock&package=with',
      text: `${many(a.stockPackageCount, 'number')} in stock still ${a.stockPackageCount === 1 ? 'has' : 'have'} a package.`,
    },
  ]
  return items.filter(item => item !== false)
}

function DailyRunLine({ schedule }: { schedule: ScheduleState }) {
  const { last, isOn, nextOn, hour, timeZone } = schedule
  return (
    <p className="mt-4 border-t border-line pt-3 text-muted">
      <Link href="/settings/schedule" className="hover:text-accent hover:underline">
        Daily run
      </Link>
      :{' '}
      {last ? (
        <>
          last through <CalendarDate date={last.billingOn} />{' '}
          {last.finishedAt && (
            <>
              (<Instant at={last.finishedAt} timeZone={timeZone} />)
            </>
          )}
          ,{' '}
        </>
      ) : (
        'never ran, '
      )}
      {isOn ? (
        <>
          next <CalendarDate date={nextOn} /> at {hourText(hour)}.
        </>
      ) : (
        'off.'
      )}
    </p>
  )
}

/** What somebody should look at, each with the way there; below it how the daily run stands, for admins. */
export function AttentionPanel({
  attention,
  schedule,
  isAdmin,
}: {
  attention: Attention
  schedule: ScheduleState | null
  isAdmin: boolean
}) {
  const items = itemsOf(attention, schedule, isAdmin)
  return (
    <Panel title="Needs attention">
      {items.length === 0 ? (
        <p className="flex items-center gap-2 text-muted">
          <CircleCheck size={16} aria-hidden="true" className="text-good" />
          Nothing. Everything that is due is charged.
        </p>
      ) : (
        <ul className="-my-2">
          {items.map(({ key, href, text }) => (
            <li key={key} className="flex items-start gap-2.5 border-b border-line py-2 last:border-0">
              <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-warn" />
              {href === null ? (
                <span>{text}</span>
              ) : (
                <Link href={href} className="hover:text-accent hover:underline">
                  {text}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {schedule && <DailyRunLine schedule={schedule} />}
    </Panel>
  )
}
