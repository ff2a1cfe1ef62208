'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { undo } from '../actions'

/** Takes up an undo that died, or that something stood in the way of; its reason is known. */
export function ResumeUndo({ runId, reason }: { runId: number; reason: string }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const resume = async () => {
    setBusy(true)
    const answer = await undo({ runId, reason }).catch(() => null)
    setBusy(false)
    if (!answer?.ok) {
      const description = answer?.formError ?? 'The server could not be reached. Try again in a moment.'
      toast({ title: 'Nothing more was undone', description, tone: 'bad' })
    }
    router.refresh()
  }
  return (
    <Button variant="primary" icon={Undo2} busy={busy} onClick={resume}>
      Go on undoing
    </Button>
  )
}
