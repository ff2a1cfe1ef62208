'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/overlay/use-action'
import { moveNotice } from './actions'

/** The status that a press gives to a notice of this one; others have no press. */
const moves: Readonly<Record<string, 'pending' | 'cancelled'>> = {
  failed: 'pending',
  cancelled: 'pending',
  pending: 'cancelled',
}

/** Send again, or take out of the outbox: what the letter's status allows. */
export function NoticeActions({ id, status, label }: { id: number; status: string; label: string }) {
  const router = useRouter()
  const { busy, run } = useAction('Nothing was changed')
  const to = moves[status]
  if (to === undefined) return null
  const move = async () => {
    await run(() => moveNotice({ id, to }))
    router.refresh()
  }
  const deed = to === 'pending' ? 'Send again' : 'Cancel'
  return (
    <Button size="sm" variant="plain" busy={busy} onClick={move} aria-label={`${deed}: notice to ${label}`}>
      {deed}
    </Button>
  )
}
