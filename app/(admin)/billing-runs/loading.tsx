import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Runs" description="Every simulation and every posting." />
      <TableSkeleton rows={10} columns={9} />
    </>
  )
}
