import { Hash } from 'lucide-react'
import type { Metadata } from 'next'
import { ExportLink } from '@/app/(admin)/lists/export-link'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { idOf, readList, type SearchParams } from '@/components/ui/table/list-url'
import { getCustomer } from '@/lib/customers/read/customers'
import { listCarriers, listDids } from '@/lib/dids/read/dids'
import { countLeaks } from '@/lib/dids/read/leaks'
import { openPage } from '@/lib/http/page'
import { AddRange } from './add-range'
import { CustomerFilter } from './customer-filter'
import { AddDid } from './did-panels'
import { DidsTable, didFilters } from './dids-table'
import { didAsk } from './list-query'

export const metadata: Metadata = { title: 'DIDs' }

export default async function DidsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor, today } = await openPage()
  const list = readList(params)
  const isAdmin = actor.role === 'admin'
  const sort = list.sort ?? 'number'
  const customerId = idOf(list.filter('customer')) ?? undefined
  const ask = didAsk(list, today)
  const [{ rows, ...found }, carriers, leaking, customer] = await Promise.all([
    listDids({ db, actor }, ask),
    listCarriers({ db, actor }),
    countLeaks({ db, actor, today, now: new Date() }),
    customerId ? getCustomer({ db, actor }, customerId) : null,
  ])
  return (
    <>
      <PageHeader
        title="DIDs"
        description={
          isAdmin ? 'Phone numbers of customers and in stock.' : 'Phone numbers of your customers.'
        }
        secondary={
          <>
            <ExportLink path="/dids/dids.csv" params={params} />
            {isAdmin && <AddRange />}
          </>
        }
        action={isAdmin && <AddDid shortcut="n" />}
      />
      <DidsTable
        rows={rows}
        pager={pagerOf(list, found)}
        params={params}
        sort={sort}
        bulk={{
          kind: 'did',
          matching: { search: list.q, ...ask.filters },
          count: found.count,
          today,
          isAdmin,
        }}
        filters={didFilters(carriers, isAdmin, leaking)}
        toolbar={
          <CustomerFilter
            params={params}
            chosen={customer && { value: String(customer.id), label: customer.name }}
          />
        }
        empty={
          customer ? undefined : (
            <EmptyState icon={<Hash />} title="No numbers yet" action={isAdmin && <AddDid />}>
              {isAdmin
                ? 'Add a number to a customer or to stock, or import dids.csv.'
                : 'Numbers of your customers are listed here.'}
            </EmptyState>
          )
        }
      />
    </>
  )
}
