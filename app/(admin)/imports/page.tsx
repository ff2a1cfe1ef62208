import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { readList, type SearchParams } from '@/components/ui/table/list-url'
import { Tabs } from '@/components/ui/tabs'
import { openAdminPage } from '@/lib/http/page'
import { fileKinds, fileLayouts, kindTitle } from '@/lib/imports/layouts'
import { ImportColumns } from './import-columns'
import { ImportPanel } from './import-panel'

export const metadata: Metadata = { title: 'Import' }

export default async function ImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await openAdminPage()
  const asked = readList(await searchParams).filter('kind')
  const kind = fileKinds.find(known => known === asked) ?? 'customers'
  const template = `/imports/template?kind=${kind}`
  return (
    <>
      <PageHeader
        title="Import"
        crumbs={[{ label: kindTitle(kind), href: `/${kind}` }]}
        description="A file is checked first. It is saved whole or not at all, and importing it again changes nothing."
        secondary={
          <>
            <LinkButton href={template} prefetch={false} download icon={<Download />}>
              Empty file
            </LinkButton>
            <LinkButton href={`${template}&example`} prefetch={false} download icon={<Download />}>
              Example
            </LinkButton>
          </>
        }
        tabs={
          <Tabs
            label="Kind of file"
            current={kind}
            tabs={fileKinds.map(key => ({ key, label: kindTitle(key), href: `/imports?kind=${key}` }))}
          />
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <ImportPanel key={kind} kind={kind} />
        <ImportColumns layout={fileLayouts[kind]} />
      </div>
    </>
  )
}
