import { Landmark, Upload } from 'lucide-react'
import type { Metadata } from 'next'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { openPage } from '@/lib/http/page'
import { hasPayments, listPayments } from '@/lib/payments/read'
import { paymentStatuses } from '@/lib/payments/status'
import { AddPayment } from './add-payment'
import { AdjustBalance } from './adjust-balance'
import { paymentColumns } from './payment-columns'
import { statusWords } from './payment-status'

export const metadata: Metadata = { title: 'Payments' }

export default async function PaymentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { db, actor, today } = await openPage()
  const params = await searchParams
  const list = readList(params)
  const status = paymentStatuses.find(known => known === list.filter('status')) ?? null
  const { after, before, q: search } = list
  const found = await listPayments({ db, actor }, { search, status, after, before })
  const isEmpty = found.rows.length === 0 && !(await hasPayments({ db, actor }))
  const canEdit = isAdmin(actor)
  const more = canEdit && (
    <>
      <AdjustBalance />
      <LinkButton href="/imports?kind=payments" icon={<Upload />}>
        Import
      </LinkButton>
    </>
  )
  return (
    <>
      <PageHeader
        title="Payments"
        description="Money received. Only completed payments raise the balance."
        action={canEdit && <AddPayment today={today} shortcut="n" />}
        secondary={more}
      />
      {isEmpty ? (
        <EmptyState
          icon={<Landmark />}
          title="No payments yet"
          action={
            canEdit && (
              <>
                <AddPayment today={today} />
                {more}
              </>
            )
          }
        >
          Record payments of your customers one by one, or from a file. A completed payment raises the
          customer’s balance at once.
        </EmptyState>
      ) : (
        <DataTable
          caption="Payments"
          params={params}
          rows={found.rows}
          rowKey={row => String(row.id)}
          columns={paymentColumns(canEdit)}
          search="Search reference or customer"
          filters={[
            {
              key: 'status',
              label: 'Status',
              options: paymentStatuses.map(value => ({ value, label: statusWords[value] })),
            },
          ]}
          {...pagerOf(list, found)}
        />
      )}
    </>
  )
}
