'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { unwaive } from '../actions'

/** Takes a waiver back: the next run charges the period. */
export function TakeBack({ id, label }: { id: number; label: string }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const takeBack = async () => {
    setBusy(true)
    const answer = await unwaive(id).catch(() => null)
    setBusy(false)
    if (!answer?.ok) {
      const description = answer?.formError ?? 'The server could not be reached. Try again in a moment.'
      return toast({ title: 'Nothing was changed', description, tone: 'bad' })
    }
    toast({ title: 'Taken back', description: 'The next run charges it.' })
    router.refresh()
  }
  return (
    <Button size="sm" variant="plain" busy={busy} onClick={takeBack} aria-label={`Take back: ${label}`}>
      Take back
    </Button>
  )
}
