import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Package" crumbs={[{ label: 'Packages', href: '/packages' }]} />
      <Skeleton className="mb-5 h-20 w-full" />
      <TableSkeleton rows={8} columns={4} />
    </>
  )
}
