import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { DateFilter } from '@/app/(admin)/lists/date-filter'
import { askedDates } from '@/app/(admin)/lists/date-range'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/figure/instant'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { actionText, auditEntities } from '@/lib/audit/labels'
import { type AuditRow, listAudit, listAuditActors } from '@/lib/audit/read/audit'
import { openAdminPage } from '@/lib/http/page'
import { ChangeList } from './change-list'

export const metadata: Metadata = { title: 'Audit' }

const pages: Readonly<Record<string, (id: string) => string>> = {
  package: id => `/packages/${id}`,
  customer: id => `/customers/${id}`,
  did: id => `/dids/${id}`,
  assignment: id => `/assignments/${id}`,
  billing_run: id => `/billing-runs/${id}`,
  user: () => '/settings/users',
  settings: () => '/settings',
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const { db, actor, timeZone, today } = await openAdminPage()
  const list = readList(params)
  const dates = askedDates(list)
  const [found, actors] = await Promise.all([
    listAudit(
      { db, actor },
      {
        search: list.q,
        entity: list.filter('entity') ?? '',
        actor: list.filter('actor') ?? '',
        ...dates,
        timeZone,
        after: list.after,
        before: list.before,
      },
    ),
    listAuditActors({ db, actor }),
  ])
  return (
    <>
      <PageHeader
        title="Audit"
        description={`Every change, with its author and reason. Times are in ${timeZone}.`}
      />
      <DataTable<AuditRow>
        caption="Audit log"
        params={params}
        rows={found.rows}
        rowKey={row => String(row.id)}
        search="Search changes, users and reasons"
        filters={[
          {
            key: 'entity',
            label: 'Record',
            options: Object.entries(auditEntities).map(([value, label]) => ({ value, label })),
          },
          { key: 'actor', label: 'User', options: actors.map(email => ({ value: email, label: email })) },
        ]}
        toolbar={<DateFilter params={params} dates={dates} today={today} />}
        {...pagerOf(list, found)}
        empty={
          <EmptyState icon={ScrollText} title="Nothing has been changed yet">
            Every change from now on is listed here, with its author and the values before it.
          </EmptyState>
        }
        columns={[
          {
            key: 'what',
            header: 'Change',
            width: '22%',
            cell: row => <What row={row} />,
          },
          { key: 'changes', header: 'Before and after', phone: 'hide', cell: row => <Changes row={row} /> },
          {
            key: 'why',
            header: 'Reason',
            phone: 'hide',
            width: '16%',
            cell: row => <Text>{row.reason ?? ''}</Text>,
          },
          { key: 'who', header: 'User', width: '14rem', cell: row => row.actor },
          {
            key: 'at',
            header: 'When',
            width: '10.5rem',
            align: 'right',
            cell: row => <Instant at={row.at} timeZone={timeZone} />,
          },
        ]}
      />
    </>
  )
}

function What({ row }: { row: AuditRow }) {
  const href = pages[row.entity]?.(row.entityId)
  return (
    <div className="py-2 font-normal whitespace-normal">
      <p>{actionText(row.action)}</p>
      {href && !row.action.endsWith('.deleted') ? (
        <Link
          href={href}
          prefetch={false}
          className="font-medium break-words hover:text-accent hover:underline"
        >
          {row.label}
        </Link>
      ) : (
        <span className="font-medium break-words">{row.label}</span>
      )}
      <div className="text-sm sm:hidden">
        <ChangeList before={row.before} after={row.after} />
        {row.reason && <p className="text-muted">Why: {row.reason}</p>}
      </div>
    </div>
  )
}

function Changes({ row }: { row: AuditRow }) {
  return (
    <div className="py-2">
      <ChangeList before={row.before} after={row.after} />
    </div>
  )
}

function Text({ children }: { children: string }) {
  return <p className="py-2 break-words whitespace-normal">{children}</p>
}
