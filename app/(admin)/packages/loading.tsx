import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Packages" description="What is sold, for how much and how often." />
      <TableSkeleton rows={12} columns={7} />
    </>
  )
}
