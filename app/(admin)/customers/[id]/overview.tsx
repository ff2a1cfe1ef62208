import { Suspense } from 'react'
import { calendarDateText } from '@/components/ui/calendar-date'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { plural } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { TableSkeleton } from '@/components/ui/skeleton'
import { Stat, Stats } from '@/components/ui/stat'
import { listPackageNames } from '@/lib/assignments/features'
import { listComingLines, listDueLines, uncoveredOn } from '@/lib/assignments/lines'
import { listOpenAssignmentIds } from '@/lib/assignments/queries'
import type { CustomerDetails } from '@/lib/customers/queries'
import type { Page } from '@/lib/page'
import { LineList } from '../../assignments/line-list'
import { Allowances } from './allowances'
import { ActivePackages, Features } from './packages-panel'

type Of = { page: Page; customer: CustomerDetails }

const comingShown = 12

/** Balance and available at once; what has to be planned loads by itself. */
export function Overview({ page, customer }: Of) {
  return (
    <div className="flex flex-col gap-5">
      <Suspense fallback={<Figures customer={customer} coversUntil={null} next="…" />}>
        <PlannedFigures page={page} customer={customer} />
      </Suspense>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2 [&>*]:min-w-0">
        <Suspense
          fallback={
            <Panel title="Next charges">
              <TableSkeleton rows={6} columns={3} />
            </Panel>
          }
        >
          <NextCharges page={page} customer={customer} />
        </Suspense>
        <div className="flex flex-col gap-5">
          <Suspense
            fallback={
              <Panel title="Active packages">
                <TableSkeleton rows={4} columns={3} />
              </Panel>
            }
          >
            <ActivePackages page={page} customer={customer} />
          </Suspense>
          <Suspense fallback={null}>
            <Allowances page={page} customer={customer} />
          </Suspense>
          <Suspense fallback={null}>
            <Features page={page} customer={customer} />
          </Suspense>
        </div>
      </div>
    </div>
  )
}

/** What is due and what comes, planned once for the request. */
const plans = new WeakMap<CustomerDetails, ReturnType<typeof planOf>>()

function plannedOnce(of: Of) {
  const found = plans.get(of.customer) ?? planOf(of)
  plans.set(of.customer, found)
  return found
}

async function planOf({ page, customer }: Of) {
  const { db, actor, today } = page
  const { id, currency } = customer
  const ids = await listOpenAssignmentIds(db, actor, { customerId: id }, today)
  const [due, coming] = await Promise.all([
    listDueLines(db, actor, { id, currency }, today),
    listComingLines(db, actor, ids, currency, today),
  ])
  return { due, coming, horizonDays: ids.length > 200 ? 92 : 366 }
}

async function PlannedFigures(of: Of) {
  const { due, coming, horizonDays } = await plannedOnce(of)
  const ahead = [...due, ...coming].filter(line => line.waiver === null)
  const until = uncoveredOn(of.customer.availableMinor, ahead)
  const next = ahead[0]
  const words =
    ahead.length === 0
      ? 'No charges ahead'
      : until === null
        ? horizonDays > 92
          ? 'Over a year'
          : 'Over 3 months'
        : until <= of.page.today
          ? 'Not covered'
          : calendarDateText(until)
  return (
    <Figures
      customer={of.customer}
      coversUntil={words}
      isShort={until !== null && until <= of.page.today}
      coverNote={coverNoteOf(until, of.page.today, ahead.length)}
      next={next ? calendarDateText(next.billingOn) : 'None'}
    />
  )
}

function coverNoteOf(until: string | null, today: string, chargeCount: number): string | undefined {
  if (chargeCount === 0) return undefined
  if (until === null) return 'Every coming charge is covered'
  return until <= today ? 'The next charge is not covered' : 'The first charge that it does not cover'
}

function Figures({
  customer,
  coversUntil,
  isShort = false,
  coverNote,
  next,
}: {
  customer: CustomerDetails
  coversUntil: string | null
  isShort?: boolean
  coverNote?: string
  next: string
}) {
  const { currency } = customer
  return (
    <Stats>
      <Stat label="Balance" value={<Money minor={customer.balanceMinor} currency={currency} owed />} />
      <Stat
        label="Available"
        value={<Money minor={customer.availableMinor} currency={currency} owed />}
        note={
          customer.debitLimitMinor === 0n ? (
            'No debit limit'
          ) : (
            <>
              {customer.debitLimitMinor < 0n ? 'Keeps a buffer of ' : 'Debit limit '}
              <Money
                minor={customer.debitLimitMinor < 0n ? -customer.debitLimitMinor : customer.debitLimitMinor}
                currency={currency}
              />
            </>
          )
        }
      />
      <Stat
        label="Balance covers until"
        value={coversUntil ?? '…'}
        tone={isShort ? 'bad' : 'neutral'}
        note={coverNote}
      />
      <Stat label="Next charge" value={next} />
    </Stats>
  )
}

async function NextCharges(of: Of) {
  const { page, customer } = of
  const { due, coming, horizonDays } = await plannedOnce(of)
  const { currency } = customer
  const ids = [...due, ...coming.slice(0, comingShown)].map(line => line.assignmentId)
  const names = await listPackageNames(page.db, page.actor, [...new Set(ids)])
  const label = (line: { assignmentId: number }) => (
    <Link href={`/assignments/${line.assignmentId}`} className="hover:text-ink hover:underline">
      {names.get(line.assignmentId)}
    </Link>
  )
  const dueMinor = due.reduce((sum, line) => sum + line.retailMinor, 0n)
  return (
    <Panel title="Next charges">
      {due.length > 0 && (
        <div className="mb-3">
          <Notice
            tone="warn"
            title={
              <>
                Due and not posted: {plural(due.length, 'charge')},{' '}
                <Money minor={dueMinor} currency={currency} />
              </>
            }
          >
            The next run posts them.
          </Notice>
          <LineList
            lines={due.slice(0, comingShown)}
            more={Math.max(0, due.length - comingShown)}
            currency={currency}
            label={label}
          />
        </div>
      )}
      {coming.length > 0 ? (
        <LineList lines={coming.slice(0, comingShown)} currency={currency} label={label} />
      ) : (
        <p className="text-muted">
          Nothing is charged within the next {horizonDays > 92 ? 'year' : '3 months'}.
        </p>
      )}
    </Panel>
  )
}
