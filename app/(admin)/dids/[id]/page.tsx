import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { type ListState, readList, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listHistory } from '@/lib/audit/read/history'
import { listCharges } from '@/lib/charges/read/charges'
import { countOpenAssignments, type DidDetails, getDid } from '@/lib/dids/read/dids'
import { openPage, type Page } from '@/lib/http/page'
import { AssignPackage } from '../../assignments/assign-package'
import { AssignmentsTable } from '../../assignments/assignments-table'
import { ChargesTable } from '../../assignments/charges-table'
import { HistoryList } from '../../assignments/history-list'
import { EditDid } from '../did-panels'
import { DidState } from '../dids-table'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** Read once for the title and the page. */
const find = cache(async (id: string) => {
  const { db, actor } = await openPage()
  return (await getDid({ db, actor }, Number(id))) ?? notFound()
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `DID ${(await find((await params).id)).number}` }
}

export default async function DidPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = await openPage()
  const { db, actor, today } = page
  const did = await find(id)
  const tab = readList(query).filter('tab') ?? 'packages'
  const path = `/dids/${did.id}`
  const { customerId, customer, currency } = did
  const owner = customerId && customer && currency ? { customerId, customer, currency } : null
  return (
    <>
      <PageHeader
        title={<span className="num">{did.number}</span>}
        crumbs={[{ label: 'DIDs', href: '/dids' }]}
        badge={
          <DidState
            isEnabled={did.isEnabled}
            bills={(await countOpenAssignments({ db, actor, today }, did.id)) > 0}
          />
        }
        description={
          <>
            {owner ? (
              <Link href={`/customers/${owner.customerId}`} className="text-ink hover:underline">
                {owner.customer}
              </Link>
            ) : (
              'In stock'
            )}
            {did.carrier && ` · ${did.carrier}`}
          </>
        }
        secondary={
          <EditDid
            did={{
              id: did.id,
              revision: did.revision,
              number: did.number,
              carrier: did.carrier,
              isEnabled: did.isEnabled,
              customer: owner && {
                value: String(owner.customerId),
                label: owner.customer,
                note: did.accountCode ?? undefined,
              },
            }}
            today={today}
            isAdmin={actor.role === 'admin'}
          />
        }
        action={owner && <AssignPackage target={targetOf(did, owner)} today={today} shortcut="n" />}
        tabs={
          <Tabs
            label="DID"
            current={tab}
            tabs={[
              { key: 'packages', label: 'Packages', href: path },
              { key: 'charges', label: 'Charges', href: `${path}?tab=charges` },
              { key: 'history', label: 'History', href: `${path}?tab=history` },
            ]}
          />
        }
      />
      <Section page={page} did={did} tab={tab} query={query} />
    </>
  )
}

const targetOf = (did: DidDetails, owner: { customer: string; currency: string }) => ({
  kind: 'did' as const,
  id: did.id,
  number: did.number,
  customer: owner.customer,
  currency: owner.currency,
})

type SectionOf = { page: Page; did: DidDetails; tab: string; query: SearchParams }

async function Section({ page, did, tab, query }: SectionOf) {
  const { db, actor, timeZone } = page
  const list = readList(query)
  if (tab === 'charges') {
    return (
      <ChargesTable
        found={await didCharges(page, did, list)}
        params={query}
        canSeeCost={actor.canSeeCost}
        empty={
          <EmptyState title="No charges yet">What is charged for this number is listed here.</EmptyState>
        }
      />
    )
  }
  if (tab === 'history')
    return (
      <HistoryList
        found={await listHistory({ db, actor }, { didId: did.id }, list)}
        params={query}
        timeZone={timeZone}
      />
    )
  const ask = {
    search: list.q,
    sort: list.sort ?? '',
    after: list.after,
    before: list.before,
    filters: { status: list.filter('status') ?? undefined, didId: did.id },
    today: page.today,
  }
  const { rows, ...found } = await listAssignments({ db, actor }, ask)
  return (
    <AssignmentsTable
      rows={await describeRows({ db, actor, today: page.today }, rows)}
      pager={pagerOf(list, found)}
      params={query}
      sort={list.sort}
      of="did"
      empty={
        <EmptyState title="No packages on this number">
          {did.customerId === null
            ? 'It is in stock. Give it to a customer, then assign a package.'
            : 'Assign a package to charge for it.'}
        </EmptyState>
      }
    />
  )
}

function didCharges({ db, actor }: Page, did: DidDetails, list: ListState) {
  return listCharges(
    { db, actor },
    {
      didId: did.id,
      search: list.q,
      kind: list.filter('kind'),
      after: list.after,
      before: list.before,
    },
  )
}
