import { Package } from 'lucide-react'
import type { Metadata } from 'next'
import { CountedAt } from '@/app/(admin)/lists/counted-at'
import { pagerOf } from '@/app/(admin)/lists/pager-of'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { DataTable } from '@/components/ui/table/data-table'
import { type ListState, listHref, readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { openPage, type Page } from '@/lib/http/page'
import type { PackageFields } from '@/lib/packages/fields'
import { getEditedPackage } from '@/lib/packages/read/edited'
import { hasPackages, listPackages, type PackageList, packageFilters } from '@/lib/packages/read/list'
import { currencyChoices } from '@/lib/settings/choices'
import { AddPackage } from './add-package'
import { BulkActions } from './bulk/bulk-actions'
import { packageColumns } from './package-columns'
import { PackageFiles } from './package-files'
import { packageFilterFields } from './package-filters'
import { packageSetupOf } from './read-setup'

export const metadata: Metadata = { title: 'Packages' }

/** The fields of the package to duplicate, without what must differ. */
async function copyOf(page: Page, id: string | null): Promise<PackageFields | undefined> {
  if (id === null || !/^\d{1,15}$/.test(id) || !isAdmin(page.actor)) return undefined
  const copied = await getEditedPackage({ db: page.db, actor: page.actor, today: page.today }, Number(id))
  return copied
    ? { ...copied.fields, name: `Copy of ${copied.fields.name}`.slice(0, 120), code: '' }
    : undefined
}

/** What the address asks for. */
function askedFor(list: ListState, { today, settings }: Page): PackageList {
  return {
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
  }
}

export default async function Packages({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const page = await openPage()
  const { db, actor, today, settings } = page
  const params = await searchParams
  const list = readList(params)
  const filters = await packageFilters(db)
  const setup = await packageSetupOf(page)
  const copy = await copyOf(page, list.filter('duplicate'))
  const { rows, countedAt, ...found } = await listPackages({ db, actor }, askedFor(list, page))
  const isEmpty = rows.length === 0 && !(await hasPackages(db))
  const canEdit = isAdmin(actor)
  return (
    <>
      <PageHeader
        title="Packages"
        description={
          <>
            The products that you sell, with price, cost and schedule.{' '}
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
          A package is something you sell: a number, a trunk, a seat, a commitment. It has a cost, a retail
          price and billing days. Add one, then assign it to a customer or to a DID.
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
          filters={packageFilterFields({
            ...filters,
            marginPercent: actor.canSeeCost ? settings.marginWarningPercent : null,
          })}
        />
      )}
    </>
  )
}
