import { Download, Upload } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'

/** Packages from a file and into one. The file holds archived packages where the list does. */
export function PackageFiles({ archived }: { archived: string | null }) {
  return (
    <>
      <LinkButton href="/imports?kind=packages" icon={<Upload />}>
        Import
      </LinkButton>
      <LinkButton
        href={`/packages/packages.csv${archived ? '?archived' : ''}`}
        prefetch={false}
        download
        icon={<Download />}
      >
        Export
      </LinkButton>
    </>
  )
}
