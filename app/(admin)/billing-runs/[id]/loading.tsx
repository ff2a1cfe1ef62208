import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Run" crumbs={[{ label: 'Runs', href: '/billing-runs' }]} />
      <Skeleton className="mb-5 h-32" />
      <TableSkeleton rows={10} columns={9} />
    </>
  )
}
