import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { buttonClasses } from '@/components/ui/button'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { countText } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { PrintHead } from '@/components/ui/print-head'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { openPage } from '@/lib/http/page'
import { lastMonth, statementRange } from '@/lib/statements/range'
import { getStatement, type Statement } from '@/lib/statements/read'
import { ChooseRange } from './choose-range'
import { type ShownLine, StatementTable } from './statement-table'

export const metadata: Metadata = { title: 'Statement' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** A page shows so many lines; the files hold all. */
const mostShown = 1_000

function shownLines(statement: Statement): ShownLine[] {
  const balance = (key: string, on: string, what: string, balanceMinor: bigint): ShownLine => ({
    key,
    postedOn: on,
    on,
    what,
    detail: '',
    periodFrom: null,
    periodTo: null,
    amountMinor: 0n,
    balanceMinor,
    isBalance: true,
  })
  return [
    balance('opening', statement.from, 'Opening balance', statement.openingMinor),
    ...statement.lines.slice(0, mostShown).map((line, i) => ({ ...line, key: String(i) })),
    balance('closing', statement.to, 'Closing balance', statement.closingMinor),
  ]
}

export default async function StatementPage({ params, searchParams }: Props) {
  const { db, actor, today, settings } = await openPage()
  const list = readList(await searchParams)
  const { id } = await params
  const range = statementRange(list.filter('from'), list.filter('to'), today)
  const customerId = /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN
  const statement = await getStatement({ db, actor }, { customerId, ...range })
  if (!statement) notFound()
  const { customer, lines, toInvoice } = statement
  const query = `from=${range.from}&to=${range.to}`
  const download = (kind: 'csv' | 'pdf') => (
    <a
      href={`/customers/${customer.id}/statement/statement.${kind}?${query}`}
      download
      className={buttonClasses({})}
    >
      <Download size={15} aria-hidden="true" />
      {kind.toUpperCase()}
    </a>
  )
  return (
    <>
      <PrintHead from={settings.providerName}>{customer.name}</PrintHead>
      <PageHeader
        title="Statement"
        crumbs={[
          { label: 'Customers', href: '/customers' },
          { label: customer.name, href: `/customers/${customer.id}` },
        ]}
        description={
          <>
            {customer.accountCode} · <CalendarDate date={range.from} /> to <CalendarDate date={range.to} />
          </>
        }
        secondary={
          <>
            {download('csv')}
            {download('pdf')}
          </>
        }
      />
      <div className="flex flex-col gap-5">
        <ChooseRange key={query} range={range} today={today} lastMonth={lastMonth(today)} />
        {lines.length > mostShown && (
          <Notice>
            The first {countText(mostShown)} of {countText(lines.length)} lines are shown; the files hold all.
          </Notice>
        )}
        <StatementTable
          caption={`Statement of ${customer.name}`}
          lines={shownLines(statement)}
          currency={customer.currency}
          hasBalance
        />
        {toInvoice.length > 0 && (
          <Panel
            title="To be invoiced"
            description="These charges do not move the balance."
            action={<Money minor={statement.toInvoiceMinor} currency={customer.currency} />}
            flush
          >
            <div className="px-1 py-1">
              <StatementTable
                caption="Charges to be invoiced"
                lines={toInvoice.slice(0, mostShown).map((line, i) => ({ ...line, key: String(i) }))}
                currency={customer.currency}
                hasBalance={false}
              />
            </div>
          </Panel>
        )}
      </div>
    </>
  )
}
