import { SearchX } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  return (
    <EmptyState
      icon={SearchX}
      isPage
      title="There is nothing at this address"
      action={
        <LinkButton href="/" variant="primary">
          To the dashboard
        </LinkButton>
      }
    >
      It may have been removed, or you may not have access to it.
    </EmptyState>
  )
}
