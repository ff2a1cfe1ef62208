'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Where a press on a link of the app leads, unless it opens elsewhere or stays on this page; null otherwise. */
function destination(event: MouseEvent): URL | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return null
  const isHere = link.pathname === location.pathname && link.search === location.search
  return isHere ? null : new URL(link.href)
}

/** A line along the top of the window while the next page is on its way, once that takes longer than a glance. */
export function LoadingLine() {
  const current = `${usePathname()}?${useSearchParams()}`
  /** The page that is being left, until another one is here. */
  const [leaving, setLeaving] = useState<string | null>(null)
  if (leaving !== null && leaving !== current) setLeaving(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const onClick = (event: MouseEvent) => {
      if (!destination(event)) return
      clearTimeout(timer)
      timer = setTimeout(() => setLeaving(current), 300)
    }
    // On its way up: a press that was stopped on its way down, to keep what was typed, leads nowhere.
    document.addEventListener('click', onClick)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('click', onClick)
    }
  }, [current])
  return (
    <div role="status" className="print:hidden">
      {leaving !== null && (
        <span className="fixed inset-x-0 top-0 z-60 h-0.5 overflow-hidden">
          <span className="sr-only">Loading…</span>
          <span aria-hidden="true" className="going block h-full w-2/5 bg-accent" />
        </span>
      )}
    </div>
  )
}
