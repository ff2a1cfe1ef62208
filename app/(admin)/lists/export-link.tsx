import { Download } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'

/** The list as a CSV file, with the search and filters that are set. */
export function ExportLink({ path, params }: { path: string; params: SearchParams }) {
  return (
    <LinkButton href={`${path}${listHref(params, {})}`} prefetch={false} download icon={<Download />}>
      Export
    </LinkButton>
  )
}
