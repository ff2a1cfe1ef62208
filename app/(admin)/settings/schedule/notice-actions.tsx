'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { moveNotice } from './actions'

/** Send again, or take out of the outbox: what the letter's status allows. */
export function NoticeActions({ id, status, label }: { id: number; status: string; label: string }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const to =
    status === 'failed' || status === 'cancelled' ? 'pending' : status === 'pending' ? 'cancelled' : null
  if (to === null) return null
  const move = async () => {
    setBusy(true)
    const answer = await moveNotice({ id, to }).catch(() => null)
    setBusy(false)
    if (!answer?.ok) {
      const description = answer?.formError ?? 'The server could not be reached. Try again in a moment.'
      toast({ title: 'Nothing was changed', description, tone: 'bad' })
    }
    router.refresh()
  }
  const deed = to === 'pending' ? 'Send again' : 'Cancel'
  return (
    <Button size="sm" variant="plain" busy={busy} onClick={move} aria-label={`${deed}: notice to ${label}`}>
      {deed}
    </Button>
  )
}
