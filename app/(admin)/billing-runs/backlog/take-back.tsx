'use client'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlay/toast'
import { useAction } from '@/components/ui/overlay/use-action'
import { unwaive } from '../actions'

/** Takes a waiver back: the next run charges the period. */
export function TakeBack({ id, label }: { id: number; label: string }) {
  const router = useRouter()
  const { busy, run } = useAction('Nothing was changed')
  const takeBack = async () => {
    if (!(await run(() => unwaive(id)))) return
    toast({ title: 'Taken back', description: 'The next run charges it.' })
    router.refresh()
  }
  return (
    <Button size="sm" variant="plain" busy={busy} onClick={takeBack} aria-label={`Take back: ${label}`}>
      Take back
    </Button>
  )
}
