import { Waypoints } from 'lucide-react'
import type { Metadata } from 'next'
import { ExportLink } from '@/app/(admin)/lists/export-link'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { idOf, readList, type SearchParams } from '@/components/ui/table/list-url'
import { listAssignments } from '@/lib/assignments/read/assignments'
import { describeRows } from '@/lib/assignments/read/describe'
import { listManagers } from '@/lib/customers/read/customers'
import { openPage } from '@/lib/http/page'
import { getPackage } from '@/lib/packages/read/packages'
import { AssignPackage } from './assign-package'
import { AssignmentsTable, statusFilter } from './assignments-table'
import { assignmentAsk } from './list-query'
import { PackageFilter } from './package-filter'

export const metadata: Metadata = { title: 'Assignments' }

const targetFilter = {
  key: 'target',
  label: 'On',
  options: [
    { value: 'customer', label: 'Customers' },
    { value: 'did', label: 'DIDs' },
  ],
}

export default async function AssignmentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor, today } = await openPage()
  const list = readList(params)
  const ask = assignmentAsk(list, today)
  const packageId = idOf(list.filter('package'))
  const [{ rows, ...found }, managers, item] = await Promise.all([
    listAssignments({ db, actor }, ask),
    actor.role === 'admin' ? listManagers(db) : [],
    packageId ? getPackage({ db, actor, today }, packageId) : null,
  ])
  const managerFilter = {
    key: 'manager',
    label: 'Account manager',
    options: managers.map(({ id, name }) => ({ value: id, label: name })),
  }
  const add = <AssignPackage target={null} today={today} shortcut="n" />
  return (
    <>
      <PageHeader
        title="Assignments"
        description="Packages that customers and their numbers have."
        secondary={
          <>
            <ExportLink path="/assignments/assignments.csv" params={params} />
            <LinkButton href="/assignments/bulk">Bulk changes</LinkButton>
          </>
        }
        action={add}
      />
      <AssignmentsTable
        rows={await describeRows({ db, actor, today }, rows)}
        pager={pagerOf(list, found)}
        params={params}
        sort={list.sort}
        filters={[statusFilter, targetFilter, ...(managers.length > 1 ? [managerFilter] : [])]}
        toolbar={
          <PackageFilter params={params} chosen={item && { value: String(item.id), label: item.name }} />
        }
        empty={
          item ? undefined : (
            <EmptyState
              icon={<Waypoints />}
              title="No assignments yet"
              action={<AssignPackage target={null} today={today} />}
            >
              Assign a package to a customer or to one of its numbers: from then on it is charged.
            </EmptyState>
          )
        }
      />
    </>
  )
}
