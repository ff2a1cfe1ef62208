'use client'
import { ListPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { laterInPanel, SidePanel } from '@/components/ui/side-panel'

const RangeForm = laterInPanel(() => import('./range-form').then(file => file.RangeForm))

/** Adds numbers that follow one another; how many of them are new is said before. */
export function AddRange() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={ListPlus} onClick={() => setOpen(true)} {...RangeForm.onTheWay}>
        Add range
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title="Add a range of DIDs"
        description="Up to 10,000 numbers that follow one another."
      >
        <RangeForm onSaved={() => setOpen(false)} />
      </SidePanel>
    </>
  )
}
