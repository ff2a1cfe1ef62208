'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

/** The line at the top of what stands over the page: what it is, and the way out. */
export function DialogHead({ title, description }: { title: ReactNode; description?: ReactNode }) {
  return (
    <div className="flex min-h-14 items-start justify-between gap-3 border-b border-line px-5 py-3">
      <div className="min-w-0 pt-1">
        <Base.Title className="truncate text-lg leading-6 font-semibold">{title}</Base.Title>
        {description && (
          <Base.Description className="text-muted" render={<div />}>
            {description}
          </Base.Description>
        )}
      </div>
      <Base.Close
        aria-label="Close"
        className="-mr-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X size={17} aria-hidden="true" />
      </Base.Close>
    </div>
  )
}

/** Its buttons, at the foot. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</div>
}
