import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Payments" description="Money received. Only completed payments raise the balance." />
      <TableSkeleton rows={12} columns={6} />
    </>
  )
}
