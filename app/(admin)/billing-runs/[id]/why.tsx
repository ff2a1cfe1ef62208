'use client'
import { Info } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { Popover } from '@/components/ui/overlay/popover'

/** The sentence behind a line, one press away. */
export function Why({ label, children }: { label: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={`Why: ${label}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...Popover.preloadProps}
        onClick={event => {
          event.currentTarget.focus()
          setOpen(!open)
        }}
        className="inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <Info size={15} aria-hidden="true" />
      </button>
      <Popover
        open={open}
        onOpenChange={setOpen}
        anchor={button}
        side="left"
        align="center"
        label={`Why: ${label}`}
        className="w-80 max-w-[calc(100vw-2rem)] p-3"
      >
        {children}
      </Popover>
    </>
  )
}
