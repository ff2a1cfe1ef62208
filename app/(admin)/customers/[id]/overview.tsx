import { cache, type ReactNode, Suspense } from 'react'
import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Stat, Stats } from '@/components/ui/figure/stat'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TableSkeleton } from '@/components/ui/skeleton'
import { listOpenAssignmentIds } from '@/lib/assignments/read/assignments'
import {
  type ComingLine,
  listComingLines,
  listDueLines,
  type Shortage,
  shortageOf,
} from '@/lib/assignments/read/lines'
import { listPackageNames } from '@/lib/assignments/read/package-names'
import { formatDay, toDay } from '@/lib/calendar-date'
import type { CustomerDetails } from '@/lib/customers/read/customers'
import { calendarDateText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
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
const readPlan = cache(async ({ db, actor, today }: Page, customer: CustomerDetails) => {
  const { id, currency } = customer
  const ids = await listOpenAssignmentIds({ db, actor, today }, { customerId: id })
  const [due, coming] = await Promise.all([
    listDueLines({ db, actor, today }, { id, currency }),
    listComingLines({ db, actor, today }, ids, currency),
  ])
  return { due, coming, horizonDays: ids.length > 200 ? 92 : 366 }
})

async function PlannedFigures({ page, customer }: Of) {
  const { due, coming, horizonDays } = await readPlan(page, customer)
  const ahead = [...due, ...coming].filter(line => line.waiver === null)
  const shortage = shortageOf(customer.availableMinor, ahead)
  const { currency } = customer
  return (
    <Figures
      customer={customer}
      coversUntil={coverText(shortage, ahead, horizonDays)}
      isShort={shortage !== null && shortage.on <= page.today}
      coverNote={<CoverNote shortage={shortage} chargeCount={ahead.length} currency={currency} />}
      {...nextOf(due, coming, currency)}
    />
  )
}

/** The last day that is covered: the one before the first charge that is not. */
function coverText(shortage: Shortage | null, ahead: readonly ComingLine[], horizonDays: number): string {
  if (ahead.length === 0) return 'No charges ahead'
  if (shortage === null) return horizonDays > 92 ? 'Over a year' : 'Over 3 months'
  return calendarDateText(formatDay(toDay(shortage.on) - 1))
}

function CoverNote({
  shortage,
  chargeCount,
  currency,
}: {
  shortage: Shortage | null
  chargeCount: number
  currency: string
}) {
  if (chargeCount === 0) return null
  if (shortage === null) return 'Every coming charge is covered'
  return (
    <>
      <Money minor={shortage.missingMinor} currency={currency} /> short on {calendarDateText(shortage.on)}
    </>
  )
}

const sumOf = (lines: readonly ComingLine[]) => lines.reduce((sum, line) => sum + line.retailMinor, 0n)

/** The next date that charges the customer something, with the amount of that day; what is due and not posted is named beside it. */
function nextOf(due: readonly ComingLine[], coming: readonly ComingLine[], currency: string) {
  const charged = coming.filter(line => line.waiver === null && line.retailMinor !== 0n)
  const [next] = charged
  const dueMinor = sumOf(due)
  const dueText = due.length > 0 && (
    <>
      <Money minor={dueMinor} currency={currency} /> due now
    </>
  )
  if (next === undefined) return { next: due.length > 0 ? 'Due now' : 'None', nextNote: dueText || undefined }
  const onThatDay = charged.filter(line => line.billingOn === next.billingOn)
  return {
    next: calendarDateText(next.billingOn),
    nextNote: (
      <>
        <Money minor={sumOf(onThatDay)} currency={currency} />
        {dueText && <>, and {dueText}</>}
      </>
    ),
  }
}

function Figures({
  customer,
  coversUntil,
  isShort = false,
  coverNote,
  next,
  nextNote,
}: {
  customer: CustomerDetails
  coversUntil: string | null
  isShort?: boolean
  coverNote?: ReactNode
  next: string
  nextNote?: ReactNode
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
      <Stat label="Next charge" value={next} note={nextNote} />
    </Stats>
  )
}

async function NextCharges({ page, customer }: Of) {
  const { due, coming, horizonDays } = await readPlan(page, customer)
  const { currency } = customer
  const ids = [...due, ...coming.slice(0, comingShown)].map(line => line.assignmentId)
  const names = await listPackageNames({ db: page.db, actor: page.actor }, [...new Set(ids)])
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
