'use client'
import { type ReactNode, type RefObject, useEffect } from 'react'
import { type Beside, useBeside, useDismiss } from './floating'

/**
 * Something small beside the button that opened it: the page stays within reach. Draw it right after the button and only
 * while it is open; the button says `aria-haspopup="dialog"` and `aria-expanded`. Esc gives the focus back to it.
 */
export function Popover({
  anchor,
  label,
  onClose,
  children,
  className = '',
  focus = true,
  ...beside
}: Beside & {
  anchor: RefObject<HTMLElement | null>
  label: string
  onClose: () => void
  children: ReactNode
  className?: string
  /** Whether it takes the focus; not where its content does so itself. */
  focus?: boolean
}) {
  const floating = useBeside(anchor, { gap: 6, ...beside })
  useDismiss(anchor, floating, by => {
    onClose()
    if (by === 'key') anchor.current?.focus()
  })
  useEffect(() => {
    if (focus) floating.current?.focus()
  }, [focus, floating])
  return (
    <div
      ref={floating}
      popover="manual"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={`floating ${className}`}
    >
      {children}
    </div>
  )
}
