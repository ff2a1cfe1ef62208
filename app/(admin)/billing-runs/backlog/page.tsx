import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { plural } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import { DataTable } from '@/components/ui/table/data-table'
import { idOf, readList, type SearchParams } from '@/components/ui/table/list-url'
import { openAdminPage } from '@/lib/http/page'
import { backlogWords } from '@/lib/waivers/labels'
import { backlogKey, backlogStates, listBacklog } from '@/lib/waivers/read/backlog'
import { listWaivers } from '@/lib/waivers/read/waivers'
import { RunBilling } from '../run-billing'
import { RunsHeader } from '../runs-header'
import { backlogColumns } from './backlog-columns'
import { TakeOff } from './waive'
import { WaiverList } from './waiver-list'

export const metadata: Metadata = { title: 'Backlog' }

export default async function BacklogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { db, actor, today } = await openAdminPage()
  const params = await searchParams
  const list = readList(params)
  const state = backlogStates.find(known => known === list.filter('state')) ?? null
  const customerId = idOf(list.filter('customer'))
  const after = idOf(list.after) ?? 0
  const { lines, next, hiddenCount } = await listBacklog(
    { db, actor },
    {
      throughOn: today,
      after,
      state,
      customerId,
    },
  )
  const waivers = await listWaivers({ db, actor }, null)
  return (
    <>
      <RunsHeader
        actor={actor}
        current="backlog"
        description="Charges that are due by today and not posted yet."
        action={<RunBilling today={today} canPost shortcut="n" />}
      />
      <div className="flex flex-col gap-5">
        {hiddenCount > 0 && (
          <Notice tone="warn">
            {plural(hiddenCount, 'more line')} of one customer {hiddenCount === 1 ? 'is' : 'are'} not listed.
            Run billing for the customer to charge them.
          </Notice>
        )}
        <DataTable
          caption="Charges not posted yet"
          params={params}
          rows={lines}
          rowKey={backlogKey}
          href={line => `/assignments/${line.assignmentId}`}
          columns={backlogColumns(today)}
          selection={{
            bar: <TakeOff filter={{ state, customerId }} />,
            label: line => `${line.customer}, ${line.package}, ${line.billingOn}`,
          }}
          cursor={{ next: next === null ? null : String(next), previous: null }}
          filters={[
            {
              key: 'state',
              label: 'Status',
              options: backlogStates.map(value => ({ value, label: backlogWords[value].short })),
            },
          ]}
          empty={
            <EmptyState icon={<CircleCheck />} title="Nothing is missing">
              Everything that is due by today is charged, waived or marked as billed.
            </EmptyState>
          }
        />
        <WaiverList waivers={waivers} />
      </div>
    </>
  )
}
