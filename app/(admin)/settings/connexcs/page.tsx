import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Price } from '@/components/ui/figure/money'
import { Count } from '@/components/ui/figure/number'
import { DataTable } from '@/components/ui/table/data-table'
import { type CatalogueRow, listCatalogue } from '@/lib/connexcs/read'
import { openAdminPage } from '@/lib/http/page'
import { microText } from '@/lib/money'
import { currencyChoices } from '@/lib/settings/choices'
import { SettingsHeader } from '../settings-header'
import { AddConnexcs } from './add-connexcs'
import { ConnexcsMenu } from './connexcs-menu'

export const metadata: Metadata = { title: 'ConnexCS Packages' }

/** The catalogue of upstream services that packages can switch on. */
export default async function ConnexcsPage() {
  const { db, actor, settings } = await openAdminPage()
  const rows = await listCatalogue({ db, actor })
  const currencies = currencyChoices()
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="connexcs"
        action={<AddConnexcs currencies={currencies} currency={settings.currency} />}
      />
      <p className="mb-4 max-w-2xl text-muted">
        Services of the platform that you re-brand and sell. A package linked to one switches it on for every
        customer with an active assignment, until the last of these ends.
      </p>
      <DataTable<CatalogueRow>
        caption="ConnexCS Packages"
        rows={rows}
        rowKey={row => String(row.id)}
        count={rows.length}
        empty={<EmptyState title="The catalogue is empty">Add the services that you sell.</EmptyState>}
        columns={[
          { key: 'name', header: 'Name', cell: row => row.name },
          {
            key: 'cost',
            header: 'Unit cost',
            width: '10rem',
            align: 'right',
            phone: 'title',
            cell: row =>
              row.unitCostMicro === null || row.currency === null ? (
                <span className="text-faint">—</span>
              ) : (
                <Price micro={row.unitCostMicro} currency={row.currency} />
              ),
          },
          {
            key: 'packages',
            header: 'Packages',
            hint: 'Packages that sell it',
            width: '7rem',
            align: 'right',
            cell: row => <Count value={row.packages} />,
          },
          {
            key: 'menu',
            header: 'Change',
            stays: true,
            align: 'right',
            width: '5rem',
            phone: 'title',
            cell: row => (
              <ConnexcsMenu
                key={row.revision}
                currencies={currencies}
                item={{
                  id: row.id,
                  revision: row.revision,
                  name: row.name,
                  unitCost: row.unitCostMicro === null ? '' : microText(row.unitCostMicro),
                  currency: row.currency ?? settings.currency,
                  packages: row.packages,
                }}
              />
            ),
          },
        ]}
      />
    </>
  )
}
