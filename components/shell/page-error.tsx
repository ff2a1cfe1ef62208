'use client'
import { TriangleAlert } from 'lucide-react'
import { useTransition } from 'react'
import { Button, LinkButton } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

/** A page that could not be shown: what happened, what was kept, what to do, and the number to ask about. */
export function PageError({ digest, retry }: { digest?: string; retry: () => void }) {
  const [busy, start] = useTransition()
  return (
    <EmptyState
      icon={TriangleAlert}
      isPage
      title="This page could not be shown"
      action={
        <>
          <Button variant="primary" busy={busy} onClick={() => start(retry)}>
            Try again
          </Button>
          <LinkButton href="/">To the dashboard</LinkButton>
        </>
      }
    >
      <p role="alert">
        Something went wrong while the page was being prepared. Nothing was changed.
        {digest && ` If it stays, ask your admin about error ${digest}.`}
      </p>
    </EmptyState>
  )
}
