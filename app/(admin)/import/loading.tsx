import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <>
      <PageHeader title="Import" description="A file is checked first. It is saved whole or not at all." />
      <Skeleton className="h-32 w-full" />
    </>
  )
}
