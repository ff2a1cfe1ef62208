import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { starterOf } from '@/app/(admin)/billing-runs/run-labels'
import { Badge } from '@/components/ui/badge'
import { Details } from '@/components/ui/details'
import { Instant } from '@/components/ui/figure/instant'
import { Money } from '@/components/ui/figure/money'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { PrintHead } from '@/components/ui/print-head'
import { TableSkeleton } from '@/components/ui/skeleton'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { kindWords } from '@/lib/billing-runs/labels'
import { toDay } from '@/lib/calendar-date'
import { type ChargeReceipt, getCharge } from '@/lib/charges/read/receipt'
import { openPage } from '@/lib/http/page'
import { balanceOf, costOf, howOf, whatOf } from './facts'
import { PeriodCalendar } from './period-calendar'
import { ReceiptTools } from './receipt-tools'
import { SpendPanel } from './spend-panel'
import { UndoCharge } from './undo-charge'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: `Charge ${(await params).id}` }
}

const link = 'text-accent underline underline-offset-2 print:no-underline'

function Mirrors({ charge }: { charge: ChargeReceipt }) {
  if (charge.mirrorId !== null) {
    return (
      <Notice title="This charge was undone">
        Its mirror entry is{' '}
        <Link href={`/charges/${charge.mirrorId}`} className={link}>
          charge {charge.mirrorId}
        </Link>
        .
      </Notice>
    )
  }
  if (charge.reversesId === null) return null
  return (
    <Notice title="This is a mirror entry">
      It undoes{' '}
      <Link href={`/charges/${charge.reversesId}`} className={link}>
        charge {charge.reversesId}
      </Link>
      .
    </Notice>
  )
}

function Origin({
  charge,
  linksRun,
  timeZone,
}: {
  charge: ChargeReceipt
  linksRun: boolean
  timeZone: string
}) {
  const run = `Run #${charge.runId}`
  return (
    <>
      {linksRun ? (
        <Link href={`/billing-runs/${charge.runId}`} className={link}>
          {run}
        </Link>
      ) : (
        run
      )}
      , started by {starterOf(charge)}, posted <Instant at={charge.createdAt} timeZone={timeZone} seconds />.
    </>
  )
}

export default async function Charge({ params, searchParams }: Props) {
  const page = await openPage()
  const { db, actor, timeZone, settings } = page
  const { id } = await params
  const query = await searchParams
  const charge = await getCharge({ db, actor }, /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN)
  if (!charge) notFound()
  const isPeriod = charge.periodTo > charge.periodFrom
  const balance = balanceOf(charge)
  const cost = costOf(charge)
  return (
    <>
      <PrintHead from={settings.providerName}>Charge {charge.id}</PrintHead>
      <PageHeader
        title={kindWords[charge.kind]}
        crumbs={[
          ...(isAdmin(actor)
            ? [{ label: `Run #${charge.runId}`, href: `/billing-runs/${charge.runId}` }]
            : []),
          { label: charge.customer, href: `/customers/${charge.customerId}` },
        ]}
        badge={charge.mirrorId !== null && <Badge>Undone</Badge>}
        description={
          <>
            <Money minor={charge.retailMinor} currency={charge.currency} /> · Charge {charge.id}
          </>
        }
        secondary={
          <>
            <ReceiptTools path={`/charges/${charge.id}`} />
            {isAdmin(actor) && charge.mirrorId === null && charge.reversesId === null && (
              <UndoCharge chargeId={charge.id} />
            )}
          </>
        }
      />
      <div className="flex max-w-5xl flex-col gap-5">
        <Mirrors charge={charge} />
        <Panel title="Why">
          <p className="text-base">{charge.explanation}</p>
          {isPeriod && (
            <div className="mt-4">
              <PeriodCalendar
                from={toDay(charge.periodFrom)}
                to={toDay(charge.periodTo)}
                billedOn={toDay(charge.billingOn)}
              />
            </div>
          )}
        </Panel>
        <div className="grid items-start gap-5 lg:grid-cols-2 print:grid-cols-2">
          <Panel title="How much">
            <Details items={howOf(charge)} />
          </Panel>
          <div className="flex min-w-0 flex-col gap-5">
            <Panel title="Charged for">
              <Details items={whatOf(charge)} />
            </Panel>
            {cost.length > 0 && (
              <Panel title="Cost and margin" className="print:hidden">
                <Details items={cost} />
              </Panel>
            )}
            <Panel title="Balance">
              {balance.length > 0 ? (
                <Details items={balance} />
              ) : (
                <p className="text-muted">
                  The balance did not move: the assignment does not decrement credit, so the charge waits for
                  an invoice.
                </p>
              )}
            </Panel>
          </div>
        </div>
        {charge.kind === 'minimum_spend' && (
          <Suspense
            fallback={
              <Panel title="Spend counted">
                <TableSkeleton rows={6} columns={6} />
              </Panel>
            }
          >
            <SpendPanel page={page} charge={charge} params={query} number={readList(query).page} />
          </Suspense>
        )}
        <p className="text-muted">
          <Origin charge={charge} linksRun={isAdmin(actor)} timeZone={timeZone} />
        </p>
      </div>
    </>
  )
}
