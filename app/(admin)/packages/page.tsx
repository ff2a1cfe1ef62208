import { Package } from 'lucide-react'
import type { Metadata } from 'next'
import { CountedAt } from '@/app/(admin)/lists/counted-at'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { listHref, readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { frequencies } from '@/lib/billing/terms'
import { openPage, type Page } from '@/lib/http/page'
import type { PackageFields } from '@/lib/packages/fields'
import { getEditedPackage } from '@/lib/packages/read/edited'
import { hasPackages, listPackages, packageFilters } from '@/lib/packages/read/list'
import { currencyChoices } from '@/lib/settings/choices'
import { AddPackage } from './add-package'
import { BulkActions } from './bulk/bulk-actions'
import { packageColumns } from './package-columns'
import { PackageFiles } from './package-files'
import { packageSetupOf } from './read-setup'

export const metadata: Metadata = { title: 'Packages' }

const words = (values: readonly string[]) =>
  values.map(value => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

/** The fields of the package to duplicate, without what must differ. */
async function copyOf(page: Page, id: string | null): Promise<PackageFields | undefined> {
  if (id === null || !/^\d{1,15}$/.test(id) || !isAdmin(page.actor)) return undefined
  const copied = await getEditedPackage({ db: page.db, actor: page.actor, today: page.today }, Number(id))
  return copied
    ? { ...copied.fields, name: `Copy of ${copied.fields.name}`.slice(0, 120), code: '' }
    : undefined
}

export default async function Packages({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const page = await openPage()
  const { db, actor, today, settings } = page
  const params = await searchParams
  const list = readList(params)
  const filters = await packageFilters(db)
  const setup = await packageSetupOf(page)
  const copy = await copyOf(page, list.filter('duplicate'))
  const { rows, countedAt, ...found } = await listPackages(
    { db, actor },
    {
      today,
      now: new Date(),
      search: list.q,
      sort: list.sort ?? 'name',
      after: list.after,
      before: list.before,
      currency: list.filter('currency') ?? undefined,
      frequency: list.filter('frequency') ?? undefined,
      type: list.filter('type') ?? undefined,
      connexcs: list.filter('connexcs') ?? undefined,
      use: list.filter('use') ?? undefined,
      archived: list.filter('archived') ?? undefined,
      belowMarginPercent: list.filter('margin') === 'below' ? settings.marginWarningPercent : undefined,
    },
  )
  const isEmpty = rows.length === 0 && !(await hasPackages(db))
  const canEdit = isAdmin(actor)
  return (
    <>
      <PageHeader
        title="Packages"
        description={
          <>
            What is sold, for how much and how often.{' '}
            {countedAt && <CountedAt at={countedAt} timeZone={page.timeZone} />}
          </>
        }
        secondary={canEdit && <PackageFiles archived={list.filter('archived')} />}
        action={
          canEdit && (
            <AddPackage
              key={list.filter('duplicate')}
              setup={setup}
              copy={copy && { fields: copy, back: listHref(params, { duplicate: null }) }}
            />
          )
        }
      />
      {isEmpty ? (
        <EmptyState
          icon={<Package />}
          title="No packages yet"
          action={canEdit && <AddPackage setup={setup} label="Add your first package" />}
        >
          A package is something you sell: a number, a trunk, a seat, a commitment. It says what it costs you,
          what the customer pays and on which days. Add one, then give it to a customer or to a DID.
        </EmptyState>
      ) : (
        <DataTable
          caption="Packages"
          params={params}
          rows={rows}
          rowKey={row => String(row.id)}
          href={row => `/packages/${row.id}`}
          columns={packageColumns({ canSeeCost: actor.canSeeCost, canEdit, timeZone: page.timeZone, params })}
          search="Search packages"
          sort={list.sort ?? 'name'}
          {...pagerOf(list, found)}
          selection={
            canEdit
              ? {
                  label: row => row.name,
                  bar: <BulkActions today={today} currencies={currencyChoices()} />,
                }
              : undefined
          }
          filters={[
            { key: 'currency', label: 'Currency', options: words(filters.currencies) },
            { key: 'frequency', label: 'Frequency', options: words(frequencies) },
            {
              key: 'type',
              label: 'Type',
              options: [
                { value: 'standard', label: 'Standard' },
                { value: 'free_minutes', label: 'Free minutes' },
              ],
            },
            { key: 'connexcs', label: 'ConnexCS Package', options: words(filters.connexcs) },
            {
              key: 'use',
              label: 'In use',
              options: [
                { value: 'used', label: 'In use' },
                { value: 'unused', label: 'Not in use' },
              ],
            },
            ...(actor.canSeeCost
              ? [
                  {
                    key: 'margin',
                    label: 'Margin',
                    options: [{ value: 'below', label: `Below ${settings.marginWarningPercent} %` }],
                  },
                ]
              : []),
            {
              key: 'archived',
              label: 'Archived',
              all: 'Not archived',
              options: [
                { value: 'archived', label: 'Archived' },
                { value: 'all', label: 'Archived too' },
              ],
            },
          ]}
        />
      )}
    </>
  )
}
