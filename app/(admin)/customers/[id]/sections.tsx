import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { readList } from '@/components/ui/table/list-url'
import { listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listHistory } from '@/lib/audit/read/history'
import { listCharges } from '@/lib/charges/read/charges'
import { listCarriers, listDids } from '@/lib/dids/read/dids'
import { AssignmentsTable } from '../../assignments/assignments-table'
import { ChargesTable } from '../../assignments/charges-table'
import { HistoryList } from '../../assignments/history-list'
import { AddDid } from '../../dids/did-panels'
import { DidsTable, didFilters } from '../../dids/dids-table'
import { PaymentsSection, type SectionOf, UsageSection } from './money-sections'

/** One tab of a customer, loaded by itself and paged on the server. */
export function CustomerSection({ tab, ...of }: SectionOf & { tab: string }) {
  switch (tab) {
    case 'assignments':
      return <AssignmentsSection {...of} />
    case 'dids':
      return <DidsSection {...of} />
    case 'charges':
      return <ChargesSection {...of} />
    case 'payments':
      return <PaymentsSection {...of} />
    case 'usage':
      return <UsageSection {...of} />
    case 'history':
      return <HistorySection {...of} />
    default:
      return <EmptyState title="There is no such section">Choose one of the tabs above.</EmptyState>
  }
}

async function AssignmentsSection({ page, customer, query }: SectionOf) {
  const { db, actor, today } = page
  const list = readList(query)
  const { rows, ...found } = await listAssignments(
    { db, actor },
    {
      search: list.q,
      sort: list.sort ?? '',
      after: list.after,
      before: list.before,
      filters: { status: list.filter('status') ?? undefined, customerId: customer.id },
      today,
    },
  )
  return (
    <AssignmentsTable
      rows={await describeRows({ db, actor, today }, rows)}
      pager={pagerOf(list, found)}
      params={query}
      sort={list.sort}
      of="customer"
      empty={
        <EmptyState title="No packages yet">
          Assign a package to the customer or to one of its numbers.
        </EmptyState>
      }
    />
  )
}

async function DidsSection({ page, customer, query }: SectionOf) {
  const { db, actor, today } = page
  const list = readList(query)
  const sort = list.sort ?? 'number'
  const [{ rows, ...found }, carriers] = await Promise.all([
    listDids(
      { db, actor },
      {
        search: list.q,
        sort,
        after: list.after,
        before: list.before,
        filters: {
          customerId: customer.id,
          package: list.filter('package') ?? undefined,
          enabled: list.filter('enabled') ?? undefined,
          carrier: list.filter('carrier') ?? undefined,
        },
        today,
      },
    ),
    listCarriers({ db, actor }),
  ])
  const add = actor.role === 'admin' && (
    <AddDid
      variant="quiet"
      customer={{ value: String(customer.id), label: customer.name, note: customer.accountCode }}
    />
  )
  return (
    <DidsTable
      rows={rows}
      pager={pagerOf(list, found)}
      params={query}
      sort={sort}
      of="customer"
      filters={didFilters(carriers, false)}
      toolbar={add}
      empty={<EmptyState title="No numbers yet">Numbers of this customer are listed here.</EmptyState>}
    />
  )
}

async function ChargesSection({ page, customer, query }: SectionOf) {
  const list = readList(query)
  return (
    <ChargesTable
      found={
        await listCharges(
          { db: page.db, actor: page.actor },
          {
            customerIds: [customer.id],
            search: list.q,
            kind: list.filter('kind'),
            after: list.after,
            before: list.before,
          },
        )
      }
      params={query}
      canSeeCost={page.actor.canSeeCost}
      empty={<EmptyState title="No charges yet">The next run posts what is due.</EmptyState>}
    />
  )
}

async function HistorySection({ page, customer, query }: SectionOf) {
  const found = await listHistory(
    { db: page.db, actor: page.actor },
    { customerId: customer.id },
    readList(query),
  )
  return <HistoryList found={found} params={query} timeZone={page.timeZone} />
}
