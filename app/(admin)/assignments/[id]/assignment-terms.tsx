import { type Detail, Details } from '@/components/ui/details'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money, Price } from '@/components/ui/figure/money'
import { Count, countText, plural } from '@/components/ui/figure/number'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { isAdmin } from '@/lib/access/actor'
import type { LaterChange, laterChanges } from '@/lib/assignments/counts-from'
import { neverText } from '@/lib/assignments/labels'
import { minimumDaysOf } from '@/lib/assignments/minimum-days'
import type { AssignmentDetails } from '@/lib/assignments/read/assignments'
import { listComingLines, listDueLines, type TermsNow } from '@/lib/assignments/read/lines'
import { scheduleSentence } from '@/lib/billing/labels'
import { calendarDateText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { listWaiversOf } from '@/lib/waivers/read/waivers'
import { LineList } from '../line-list'
import { actOnLine, TakenOffPanel } from './waived-charges'

const shownLines = 12

/** From when a change counts, and the day that was typed if that is another one. */
function Later({ what, change }: { what: string; change: LaterChange }) {
  const { countsOn, effectiveOn, never } = change
  const typed = `typed for ${calendarDateText(effectiveOn)}`
  return (
    <span className="block text-xs text-muted">
      {countsOn === null
        ? `${what}, ${typed}, ${neverText(never)}`
        : `${what} from ${calendarDateText(countsOn)}${countsOn === effectiveOn ? '' : `, ${typed}`}`}
    </span>
  )
}

type Shown = { now: TermsNow; later: ReturnType<typeof laterChanges> }

function itemsOf(page: Page, assignment: AssignmentDetails, { now, later }: Shown): Detail[] {
  const { currency } = assignment
  const { terms } = now
  const days = minimumDaysOf(now.minimumDays, assignment.minimumDays)
  return [
    {
      term: 'Package',
      value: (
        <Link href={`/packages/${assignment.packageId}`} className="hover:underline">
          {assignment.package}
          {assignment.isArchived && ' (archived, keeps charging)'}
        </Link>
      ),
    },
    { term: 'Schedule', value: scheduleSentence(terms) },
    {
      term: terms.minimumSpend ? 'Commitment' : 'Retail',
      value: <Price micro={terms.retailMicro} currency={currency} />,
    },
    ...(page.actor.canSeeCost
      ? [{ term: 'Cost', value: <Price micro={terms.costMicro} currency={currency} /> }]
      : []),
    {
      term: 'Quantity',
      value: (
        <>
          <Count value={now.quantity} />
          {later.quantities.map(change => (
            <Later key={change.number} what={countText(change.quantity)} change={change} />
          ))}
        </>
      ),
    },
    ...(later.versions.length === 0
      ? []
      : [
          {
            term: 'Later terms',
            value: later.versions.map(change => (
              <Later key={change.number} what={`Version ${change.version}`} change={change} />
            )),
          },
        ]),
    { term: 'Start', value: <CalendarDate date={assignment.startOn} weekday /> },
    { term: 'End, the last day', value: <CalendarDate date={assignment.endOn} weekday /> },
    {
      term: 'Auto decrement credit',
      value: assignment.autoDecrementCredit ? 'On' : 'Off: recorded for invoicing',
    },
    ...(assignment.minutes === null
      ? []
      : [{ term: 'Free minutes', value: `${countText(assignment.minutes)} per period` }]),
    ...(days > 0 ? [{ term: 'Minimum days', value: countText(days) }] : []),
    ...(assignment.setupWaived ? [{ term: 'Set-up', value: 'Waived' }] : []),
    ...(assignment.chargeFromOn === null
      ? []
      : [{ term: 'Charged from', value: <CalendarDate date={assignment.chargeFromOn} /> }]),
  ]
}

/** The terms in words, what is due and what comes. */
export async function AssignmentTerms({
  page,
  assignment,
  now,
  later,
}: Shown & { page: Page; assignment: AssignmentDetails }) {
  const { db, actor, today } = page
  const { id, currency, payerId } = assignment
  const [due, coming, taken] = await Promise.all([
    listDueLines({ db, actor, today }, { id: payerId, currency, assignmentId: id }),
    listComingLines({ db, actor, today }, [id], currency),
    listWaiversOf({ db, actor }, id, today),
  ])
  const act = actOnLine({ isAdmin: isAdmin(actor), today, currency })
  const dueMinor = due.reduce((sum, line) => sum + line.retailMinor, 0n)
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2 [&>*]:min-w-0">
      <Panel title="Terms">
        <Details items={itemsOf(page, assignment, { now, later })} />
      </Panel>
      <div className="flex flex-col gap-5">
        {due.length > 0 && (
          <Panel title="Due and not posted" action={<Money minor={dueMinor} currency={currency} />}>
            <p className="text-muted">The next run posts {plural(due.length, 'charge')}.</p>
            <LineList
              lines={due.slice(0, shownLines)}
              more={Math.max(0, due.length - shownLines)}
              currency={currency}
              act={act}
            />
          </Panel>
        )}
        <Panel
          title="Coming charges"
          description={now.terms.minimumSpend ? 'Minimum spend as if nothing more is spent.' : undefined}
        >
          {coming.length > 0 ? (
            <LineList lines={coming.slice(0, shownLines)} currency={currency} act={act} />
          ) : (
            <p className="text-muted">Nothing is charged within the next year.</p>
          )}
        </Panel>
        {taken.length > 0 && <TakenOffPanel taken={taken} isAdmin={isAdmin(actor)} today={today} />}
      </div>
    </div>
  )
}
