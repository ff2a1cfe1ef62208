import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/figure/instant'
import { Count } from '@/components/ui/figure/number'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { listBulkChanges } from '@/lib/bulk/read/held'
import { openPage } from '@/lib/http/page'
import { TakeBack } from './take-back'

export const metadata: Metadata = { title: 'Bulk changes' }

const words = { assign: 'Assigned', end: 'Ended', quantity: 'Quantity changed' }

export default async function BulkChangesPage() {
  const { db, actor, timeZone } = await openPage()
  const rows = await listBulkChanges({ db, actor })
  return (
    <>
      <PageHeader
        title="Bulk changes"
        crumbs={[{ label: 'Assignments', href: '/assignments' }]}
        description="The last 50 bulk changes. Each can be taken back in one step until a charge is posted because of it."
      />
      <DataTable
        caption="Bulk changes"
        rows={rows}
        rowKey={row => String(row.id)}
        columns={[
          { key: 'label', header: 'Change', cell: row => `${words[row.kind]}: ${row.label}` },
          {
            key: 'rows',
            header: 'Rows',
            align: 'right',
            width: '6rem',
            cell: row => <Count value={row.rowCount} />,
          },
          { key: 'by', header: 'By', width: '11rem', cell: row => row.by ?? '—' },
          {
            key: 'at',
            header: 'When',
            width: '12rem',
            cell: row => <Instant at={row.at} timeZone={timeZone} />,
          },
          {
            key: 'state',
            header: 'State',
            stays: true,
            width: '9rem',
            phone: 'title',
            cell: row =>
              row.takenBackAt === null ? (
                <TakeBack id={row.id} label={row.label} count={row.rowCount} />
              ) : (
                <Badge>Taken back</Badge>
              ),
          },
        ]}
        empty={
          <EmptyState title="No bulk changes yet">
            Tick rows in the list of DIDs or customers to assign, end or change many packages at once.
          </EmptyState>
        }
      />
    </>
  )
}
