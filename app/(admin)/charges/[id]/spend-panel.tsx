import { Instant } from '@/components/ui/figure/instant'
import { Money, Price } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Panel } from '@/components/ui/panel'
import { DataTable } from '@/components/ui/table/data-table'
import type { SearchParams } from '@/components/ui/table/list-url'
import type { Column } from '@/components/ui/table/table-column'
import type { ChargeReceipt } from '@/lib/charges/read/receipt'
import { type CountedCall, type CountedSpend, listCountedSpend } from '@/lib/charges/read/spend'
import { periodText } from '@/lib/date-text'
import type { Page } from '@/lib/http/page'
import { pageSize } from '@/lib/listing/paging'
import { lengthText } from '../../usage/usage-columns'

function callColumns(timeZone: string, currency: string, hasFreeMinutes: boolean): Column<CountedCall>[] {
  const price = (micro: bigint) => <Price micro={micro} currency={currency} />
  return [
    {
      key: 'started',
      header: 'Started',
      width: '11rem',
      cell: call => <Instant at={call.startedAt} timeZone={timeZone} />,
    },
    {
      key: 'number',
      header: 'DID',
      width: '9rem',
      cell: call => <span className="num">{call.number ?? '—'}</span>,
    },
    {
      key: 'destination',
      header: 'Called',
      width: '9rem',
      cell: call => <span className="num">{call.destination ?? '—'}</span>,
    },
    {
      key: 'seconds',
      header: 'Length',
      align: 'right',
      width: '6rem',
      cell: call => lengthText(call.seconds),
    },
    { key: 'id', header: 'Usage id', phone: 'hide', cell: call => call.usageId },
    ...(hasFreeMinutes
      ? [
          {
            key: 'charge',
            header: 'Charge',
            align: 'right' as const,
            width: '8rem',
            cell: (call: CountedCall) => price(call.chargeMicro),
          },
        ]
      : []),
    {
      key: 'counted',
      header: 'Counted',
      hint: hasFreeMinutes ? 'The part not covered by free minutes' : undefined,
      align: 'right',
      width: '8rem',
      phone: 'title',
      cell: call => price(call.countedMicro),
    },
  ]
}

const differs = (spend: CountedSpend, { spendMicro }: ChargeReceipt) =>
  spendMicro !== null && spend.totalMicro !== spendMicro

/** The pages add up to what was counted, and nothing came later. */
const isAsCounted = (spend: CountedSpend, charge: ChargeReceipt) =>
  spend.lateCount === 0 && !differs(spend, charge)

/** Words for what does not agree. */
function Remarks({ spend, charge }: { spend: CountedSpend; charge: ChargeReceipt }) {
  const { currency } = charge
  return (
    <div className="flex flex-col gap-1">
      {spend.lateCount > 0 && (
        <p>
          {plural(spend.lateCount, 'more row')} of this period,{' '}
          <Price micro={spend.lateMicro} currency={currency} />, arrived after the charge and{' '}
          {spend.lateCount === 1 ? 'was' : 'were'} not counted.
        </p>
      )}
      {differs(spend, charge) && (
        <p>
          Worked out again these calls come to <Price micro={spend.totalMicro} currency={currency} />: usage
          or free minutes were entered while the run was working, or since.
        </p>
      )}
    </div>
  )
}

/** The calls that a minimum spend counted, a page at a time; nothing for other charges. */
export async function SpendPanel({
  page,
  charge,
  params,
  number,
}: {
  page: Page
  charge: ChargeReceipt
  params: SearchParams
  number: number
}) {
  const spend = await listCountedSpend({ db: page.db, actor: page.actor }, charge, number)
  if (spend === null) return null
  const { currency } = charge
  return (
    <Panel
      title="Spend counted"
      description={`Usage of ${charge.didId === null ? 'the customer, its numbers included' : 'the number'}, ${periodText(charge.periodFrom, charge.periodTo)}, as it was known when the charge was posted.`}
      action={<Price micro={charge.spendMicro ?? 0n} currency={currency} />}
      footer={isAsCounted(spend, charge) ? null : <Remarks spend={spend} charge={charge} />}
      flush
      className="break-inside-auto"
    >
      {spend.count === 0 ? (
        <p className="p-4 text-muted">
          No usage had arrived for this period, so the whole commitment of{' '}
          <Money minor={charge.retailMinor} currency={currency} /> was charged.
        </p>
      ) : (
        <div className="px-1 py-1">
          <DataTable
            caption="Calls that were counted"
            params={params}
            rows={spend.calls}
            rowKey={call => call.usageId}
            columns={callColumns(page.timeZone, currency, spend.hasFreeMinutes)}
            count={spend.count}
            page={{ number, size: pageSize }}
            totals={{ counted: <Price micro={spend.totalMicro} currency={currency} /> }}
          />
        </div>
      )}
    </Panel>
  )
}
