import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/figure/instant'
import { DataTable } from '@/components/ui/table/data-table'
import { type ApiKeyRow, listApiKeys } from '@/lib/api-keys/read'
import { openAdminPage } from '@/lib/http/page'
import { SettingsHeader } from '../settings-header'
import { AddApiKey } from './add-api-key'
import { RevokeKey } from './revoke-key'

export const metadata: Metadata = { title: 'API keys' }

/** The keys of the HTTP API. */
export default async function ApiKeysPage() {
  const { db, actor, timeZone } = await openAdminPage()
  const rows = await listApiKeys({ db, actor })
  return (
    <>
      <SettingsHeader actor={actor} current="api-keys" action={<AddApiKey />} />
      <p className="mb-4 max-w-2xl text-muted">
        A switch asks which features a customer has at{' '}
        <code className="wrap-anywhere">GET /api/v1/customers/ACCOUNT_CODE/entitlements</code>, with the key
        as <code className="wrap-anywhere">Authorization: Bearer KEY</code>. A scheduler starts a run at{' '}
        <code className="wrap-anywhere">POST /api/v1/billing-runs</code> with a key that may bill.
      </p>
      <DataTable<ApiKeyRow>
        caption="API keys"
        rows={rows}
        rowKey={row => String(row.id)}
        count={rows.length}
        empty={
          <EmptyState icon={<KeyRound />} title="No keys yet">
            A key lets another system ask. Make one for each, so that one can be revoked without the others.
          </EmptyState>
        }
        columns={[
          { key: 'name', header: 'Name', cell: row => row.name },
          {
            key: 'may',
            header: 'May',
            width: '8rem',
            cell: row => (row.mayBill ? 'Read and bill' : 'Read'),
          },
          {
            key: 'prefix',
            header: 'Begins with',
            width: '9rem',
            cell: row => <span className="font-mono text-muted">{row.prefix}…</span>,
          },
          {
            key: 'made',
            header: 'Made',
            width: '11rem',
            phone: 'hide',
            cell: row => <Instant at={row.createdAt} timeZone={timeZone} />,
          },
          { key: 'by', header: 'By', width: '10rem', phone: 'hide', cell: row => row.createdBy ?? '—' },
          {
            key: 'used',
            header: 'Last used',
            width: '11rem',
            cell: row =>
              row.lastUsedAt ? (
                <Instant at={row.lastUsedAt} timeZone={timeZone} />
              ) : (
                <span className="text-muted">Never</span>
              ),
          },
          {
            key: 'state',
            header: 'State',
            stays: true,
            width: '7rem',
            align: 'right',
            phone: 'title',
            cell: row => (row.revokedAt ? <Badge>Revoked</Badge> : <RevokeKey id={row.id} name={row.name} />),
          },
        ]}
      />
    </>
  )
}
