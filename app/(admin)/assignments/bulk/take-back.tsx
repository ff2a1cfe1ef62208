'use client'
import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { plural } from '@/components/ui/figure/number'
import { ConfirmDialog } from '@/components/ui/overlay/confirm-dialog'
import { toast } from '@/components/ui/overlay/toast'
import { Saving } from './saving-progress'

/** Puts back what a bulk change did, after a question that names it. */
export function TakeBack({ id, label, count }: { id: number; label: string; count: number }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [work, setWork] = useState<{ progress: { done: number; total: number } | null } | null>(null)
  const takeBack = async () => {
    setWork({ progress: null })
    try {
      // Asked for when somebody takes something back: the page is lighter without.
      const { takeBackMany } = await import('./save-many')
      return await takeBackMany(id, (done, total) => setWork({ progress: { done, total } }))
    } finally {
      setWork(null)
    }
  }
  return (
    <>
      <Button size="sm" icon={Undo2} onClick={() => setOpen(true)} {...ConfirmDialog.preloadProps}>
        Take back
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Take back “${label}”?`}
        confirm={`Take back ${plural(count, 'row')}`}
        danger
        action={takeBack}
        onDone={() => {
          toast({ title: `${plural(count, 'row')} taken back` })
          router.refresh()
        }}
      >
        New assignments are deleted, and ends and quantities go back to their earlier values. If anything was
        charged or edited since, nothing is taken back.
        {work && (
          <div className="mt-3">
            <Saving label="Taking back" progress={work.progress} />
          </div>
        )}
      </ConfirmDialog>
    </>
  )
}
