import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { laterChanges } from '@/lib/assignments/counts-from'
import { getAssignment } from '@/lib/assignments/read/assignments'
import { loadFacts, termsOn } from '@/lib/assignments/read/lines'
import { listMoves } from '@/lib/assignments/read/moves'
import { statusOf } from '@/lib/assignments/status'
import { listHistory } from '@/lib/audit/read/history'
import { toDay } from '@/lib/calendar-date'
import { listCharges } from '@/lib/charges/read/charges'
import { openPage } from '@/lib/http/page'
import { ChargesTable } from '../charges-table'
import { HistoryList } from '../history-list'
import { StatusBadge } from '../status-badge'
import { AssignmentActions } from './assignment-actions'
import { AssignmentTerms } from './assignment-terms'
import { MoveNotice } from './move-notice'

const tabs = ['terms', 'charges', 'history'] as const

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** Read once for the title and the page. */
const find = cache(async (id: string) => {
  const { db, actor } = await openPage()
  return (await getAssignment({ db, actor }, Number(id))) ?? notFound()
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { package: name, reference } = await find((await params).id)
  return { title: `${name}, ${reference}` }
}

export default async function AssignmentPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams])
  const page = await openPage()
  const { db, actor, today, timeZone } = page
  const assignment = await find(id)
  const [facts] = await loadFacts(db, [assignment.id], assignment.currency)
  const now = facts && termsOn([facts], toDay(today)).get(assignment.id)
  if (!now) notFound()
  const list = readList(query)
  const tab = tabs.find(known => known === list.filter('tab')) ?? 'terms'
  const path = `/assignments/${assignment.id}`
  return (
    <>
      <PageHeader
        title={assignment.package}
        crumbs={[{ label: 'Assignments', href: '/assignments' }]}
        badge={
          <>
            <StatusBadge status={statusOf(assignment, today)} />
            {assignment.isDidEnabled === false && <Badge tone="warn">Number disabled, still bills</Badge>}
          </>
        }
        description={
          <>
            <span className="num">{assignment.reference}</span> for{' '}
            <Link href={`/customers/${assignment.payerId}`} className="text-ink underline underline-offset-2">
              {assignment.customer}
            </Link>
            {assignment.didId !== null && (
              <>
                {' on '}
                <Link
                  href={`/dids/${assignment.didId}`}
                  className="num text-ink underline underline-offset-2"
                >
                  {assignment.number}
                </Link>
              </>
            )}
          </>
        }
        action={
          <AssignmentActions
            assignment={assignment}
            isFreeMinutes={now.terms.type === 'free_minutes'}
            packageMinimumDays={now.minimumDays}
            isAdmin={actor.role === 'admin'}
            today={today}
          />
        }
        tabs={
          <Tabs
            label="Assignment"
            current={tab}
            tabs={[
              { key: 'terms', label: 'Terms', href: path },
              { key: 'charges', label: 'Charges', href: `${path}?tab=charges` },
              { key: 'history', label: 'History', href: `${path}?tab=history` },
            ]}
          />
        }
      />
      <MoveNotice moves={await listMoves({ db, actor }, assignment)} startOn={assignment.startOn} />
      {tab === 'charges' && (
        <ChargesTable
          found={
            await listCharges(
              { db, actor },
              {
                customerIds: [assignment.payerId, ...assignment.payersBefore],
                assignmentId: assignment.id,
                search: list.q,
                kind: list.filter('kind'),
                after: list.after,
                before: list.before,
              },
            )
          }
          params={query}
          canSeeCost={actor.canSeeCost}
          isOneAssignment
          empty={
            <EmptyState title="No charges yet">
              The next run posts what is due; until then the coming charges are under Terms.
            </EmptyState>
          }
        />
      )}
      {tab === 'history' && (
        <HistoryList
          found={await listHistory({ db, actor }, { assignmentId: assignment.id }, list)}
          params={query}
          timeZone={timeZone}
        />
      )}
      {tab === 'terms' && (
        <AssignmentTerms page={page} assignment={assignment} now={now} later={laterChanges(facts, today)} />
      )}
    </>
  )
}
