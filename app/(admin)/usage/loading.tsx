import { PageHeader } from '@/components/ui/page-header'
import { TableSkeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Usage" description="What customers spent on calls, as the switch reported it." />
      <TableSkeleton rows={12} columns={7} />
    </>
  )
}
