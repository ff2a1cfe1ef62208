'use client'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Spinner } from './spinner'

/** The line at the top of what stands over the page: what it is, and the way out. */
export function ModalHead({
  id,
  title,
  description,
  onClose,
}: {
  id: string
  title: ReactNode
  description?: ReactNode
  onClose: () => void
}) {
  return (
    <div className="flex min-h-14 items-start justify-between gap-3 border-b border-line px-5 py-3">
      <div className="min-w-0 pt-1">
        <h2 id={id} className="truncate text-lg leading-6 font-semibold">
          {title}
        </h2>
        {description && (
          <div id={`${id}-more`} className="text-muted">
            {description}
          </div>
        )}
      </div>
      <button
        type="button"
        aria-label="Close"
        onClick={onClose}
        className="-mr-1.5 inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <X size={17} aria-hidden="true" />
      </button>
    </div>
  )
}

/** Its buttons, at the foot. */
export function ModalFoot({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{children}</div>
}

/** What an alert asks, and what it means. */
export function AlertWords({ id, title, children }: { id: string; title: ReactNode; children?: ReactNode }) {
  return (
    <div>
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children && (
        <div id={`${id}-more`} className="mt-1 text-muted">
          {children}
        </div>
      )}
    </div>
  )
}

/** In place of a part that is still on its way. */
export function Opening() {
  return (
    <p role="status" className="flex flex-1 items-center justify-center gap-2 text-muted">
      <Spinner /> Opening…
    </p>
  )
}
