'use client'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { plural } from '@/components/ui/number'
import { toast } from '@/components/ui/toast'
import { takeBackMany } from './actions'

/** Puts back what a bulk change did, after a question that names it. */
export function TakeBack({ id, label, count }: { id: number; label: string; count: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" icon={Undo2} onClick={() => setOpen(true)} {...ConfirmDialog.onTheWay}>
        Take back
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Take back “${label}”?`}
        confirm={`Take back ${plural(count, 'row')}`}
        danger
        action={() => takeBackMany({ id })}
        onDone={() => toast({ title: `${plural(count, 'row')} taken back` })}
      >
        New assignments are deleted, ends and quantities are as they were before. All of it, or nothing where
        something was charged or edited since.
      </ConfirmDialog>
    </>
  )
}
