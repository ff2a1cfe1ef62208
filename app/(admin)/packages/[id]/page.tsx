import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache, Suspense } from 'react'
import { History } from '@/app/(admin)/audit/history'
import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { isAdmin } from '@/lib/access/actor'
import { listEntityAudit } from '@/lib/audit/read/audit'
import { scheduleSentence } from '@/lib/billing/labels'
import { openPage, type Page } from '@/lib/http/page'
import { getEditedPackage, scheduledOf } from '@/lib/packages/read/edited'
import { getPackage, type PackageDetails } from '@/lib/packages/read/packages'
import { EditPackage } from '../edit-package'
import { PackageMenu } from '../package-menu'
import { packageSetupOf } from '../read-setup'
import { Earnings } from './earnings'
import { Holders } from './holders'
import { PackageFigures } from './package-figures'
import { Terms } from './terms'
import { CountedVersions, Versions } from './versions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

/** Read once for the title and the page. */
const find = cache(async (id: string): Promise<PackageDetails> => {
  const { db, actor, today } = await openPage()
  const found = /^\d{1,15}$/.test(id) ? await getPackage({ db, actor, today }, Number(id)) : null
  return found ?? notFound()
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find((await params).id)).name }
}

/** The edit button; `?edit=now` opens it at once, `?edit=<id>` for the scheduled version with that id. */
async function Edit({ page, item, edit }: { page: Page; item: PackageDetails; edit: string | null }) {
  const { db, actor, today } = page
  const replaces = scheduledOf(item.versions, today).find(version => String(version.id) === edit)
  const edited = await getEditedPackage({ db, actor, today }, item.id, replaces?.id)
  if (!edited) return null
  return (
    <EditPackage
      key={`${edit} ${edited.revision}`}
      setup={await packageSetupOf(page)}
      edited={edited}
      replaces={
        replaces && {
          id: replaces.id,
          number: replaces.number,
          effectiveOn: replaces.effectiveOn,
          appliesTo: replaces.appliesTo,
        }
      }
      isOpen={edit === 'now' || replaces !== undefined}
    />
  )
}

export default async function PackagePage({ params, searchParams }: Props) {
  const page = await openPage()
  const { db, actor, timeZone } = page
  const item = await find((await params).id)
  const query = await searchParams
  const history = await listEntityAudit({ db, actor }, 'package', item.id, 20)
  const canEdit = isAdmin(actor)
  return (
    <>
      <PageHeader
        title={item.name}
        crumbs={[{ label: 'Packages', href: '/packages' }]}
        badge={item.archivedAt && <Badge>Archived</Badge>}
        description={scheduleSentence(item.current.terms)}
        secondary={
          canEdit && (
            <PackageMenu
              item={{
                id: item.id,
                name: item.name,
                revision: item.revision,
                isArchived: item.archivedAt !== null,
                assignments: item.openAssignments,
              }}
            />
          )
        }
        action={canEdit && <Edit page={page} item={item} edit={readList(query).filter('edit')} />}
      />
      <PackageFigures item={item} />
      <div className="mt-5 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          {/* A year of charges may take a moment to add up: the rest of the page does not wait. */}
          <Suspense fallback={<Skeleton className="h-72 w-full" />}>
            <Earnings page={page} item={item} />
          </Suspense>
          <Suspense fallback={<Versions item={item} today={page.today} canEdit={canEdit} />}>
            <CountedVersions page={page} item={item} today={page.today} canEdit={canEdit} />
          </Suspense>
        </div>
        <Terms item={item} />
      </div>
      <Holders page={page} item={item} params={query} />
      <Panel title="History" className="mt-5">
        <History rows={history} timeZone={timeZone} />
      </Panel>
    </>
  )
}
