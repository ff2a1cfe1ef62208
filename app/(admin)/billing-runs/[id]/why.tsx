'use client'
import { Popover } from '@base-ui/react/popover'
import { Info } from 'lucide-react'
import type { ReactNode } from 'react'

/** The sentence behind a line, one press away. */
export function Why({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Why: ${label}`}
        className="inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <Info size={15} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="left" align="center" sideOffset={6} className="z-60">
          <Popover.Popup aria-label={`Why: ${label}`} className="floating w-80 max-w-[calc(100vw-2rem)] p-3">
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
