'use client'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useSelection } from '@/components/ui/table/selection'
import { preloadRun, RunPanel } from './run-billing'

/** Billing for the ticked customers: the form of a run that begins with them. */
export function RunThese({ today, canPost }: { today: string; canPost: boolean }) {
  const { ids } = useSelection()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" icon={Play} onClick={() => setOpen(true)} {...preloadRun}>
        {canPost ? 'Run billing' : 'Simulate'}
      </Button>
      <RunPanel open={open} onOpenChange={setOpen} today={today} canPost={canPost} customerIds={ids} />
    </>
  )
}
