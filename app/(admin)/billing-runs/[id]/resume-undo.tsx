'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { useAction } from '@/components/ui/overlay/use-action'
import { undo } from '../actions'

/** Takes up an undo that died, or that something stood in the way of; its reason is known. */
export function ResumeUndo({ runId, reason }: { runId: number; reason: string }) {
  const router = useRouter()
  const { busy, run } = useAction('Nothing more was undone')
  const resume = async () => {
    await run(() => undo({ runId, reason }))
    router.refresh()
  }
  return (
    <Button variant="primary" icon={Undo2} busy={busy} onClick={resume}>
      Resume undo
    </Button>
  )
}
