'use client'
import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { PageError } from '@/components/shell/page-error'

export default function AdminError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const router = useRouter()
  // The rows are the server's: they have to be asked for again before the page is drawn again.
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return <PageError digest={error.digest} retry={retry} />
}
