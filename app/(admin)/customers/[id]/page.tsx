import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { currencyCodes } from '@/lib/currency'
import { type CustomerDetails, countOf, getCustomer, listManagers } from '@/lib/customers/read/customers'
import { openPage } from '@/lib/http/page'
import { minorText } from '@/lib/money'
import { AssignPackage } from '../../assignments/assign-package'
import { EditCustomer } from '../customer-panels'
import { Overview } from './overview'
import { CustomerSection } from './sections'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** Read once for the title and the page. */
const find = cache(async (id: string) => {
  const { db, actor } = await openPage()
  return (await getCustomer({ db, actor }, Number(id))) ?? notFound()
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id)).name }
}

function edited(customer: CustomerDetails) {
  return {
    id: customer.id,
    revision: customer.revision,
    accountCode: customer.accountCode,
    name: customer.name,
    currency: customer.currency,
    email: customer.email ?? '',
    debitLimit: customer.debitLimitMinor === 0n ? '' : minorText(customer.debitLimitMinor, customer.currency),
    accountManagerId: customer.accountManagerId ?? '',
  }
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = await openPage()
  const { db, actor, today } = page
  const customer = await find(id)
  const isAdmin = actor.role === 'admin'
  const [counts, managers] = await Promise.all([
    countOf({ db, today }, customer.id),
    isAdmin ? listManagers(db) : [],
  ])
  const tab = readList(query).filter('tab') ?? 'overview'
  const href = (key: string) => `/customers/${customer.id}?tab=${key}`
  return (
    <>
      <PageHeader
        title={customer.name}
        crumbs={[{ label: 'Customers', href: '/customers' }]}
        description={[
          customer.accountCode,
          customer.currency,
          customer.email,
          customer.manager && `account manager ${customer.manager}`,
        ]
          .filter(Boolean)
          .join(' · ')}
        secondary={
          <>
            <LinkButton href={`/customers/${customer.id}/statement`}>Statement</LinkButton>
            <EditCustomer
              customer={edited(customer)}
              setup={{ currencies: [...currencyCodes], managers }}
              isAdmin={isAdmin}
            />
          </>
        }
        action={
          <AssignPackage
            target={{ kind: 'customer', id: customer.id, name: customer.name, currency: customer.currency }}
            today={today}
            shortcut="n"
          />
        }
        tabs={
          <Tabs
            label="Customer"
            current={tab}
            tabs={[
              { key: 'overview', label: 'Overview', href: `/customers/${customer.id}` },
              {
                key: 'assignments',
                label: 'Assignments',
                href: href('assignments'),
                count: counts.assignments,
              },
              { key: 'dids', label: 'DIDs', href: href('dids'), count: counts.dids },
              { key: 'charges', label: 'Charges', href: href('charges') },
              { key: 'payments', label: 'Payments', href: href('payments') },
              { key: 'usage', label: 'Usage', href: href('usage') },
              { key: 'history', label: 'History', href: href('history') },
            ]}
          />
        }
      />
      {tab === 'overview' ? (
        <Overview page={page} customer={customer} />
      ) : (
        <Suspense key={JSON.stringify(tab)} fallback={<TableSkeleton rows={8} columns={5} />}>
          <CustomerSection page={page} customer={customer} tab={tab} query={query} />
        </Suspense>
      )}
    </>
  )
}
