'use client'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { lazyOverlay } from '@/components/ui/overlay/lazy-part'
import { OverlayLoading } from '@/components/ui/overlay/overlay-loading'
import { Kbd } from '../ui/kbd'
import type { PaletteProps, PaletteSearch } from './command-palette'

const CommandPalette = lazyOverlay<PaletteProps>(
  () => import('./command-palette').then(file => file.CommandPalette),
  { loading: <OverlayLoading /> },
)

/** Opens the palette by its button and by Ctrl-K or Cmd-K; its code comes with the first use. */
export function SearchButton({
  search,
  places,
}: {
  search?: PaletteSearch
  places: { href: string; label: string }[]
}) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      setOpen(before => !before)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        {...CommandPalette.preloadProps}
        onClick={() => setOpen(true)}
        className="inline-flex h-8 items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-ink md:w-60 md:border md:border-line md:bg-sunken"
      >
        <Search size={15} aria-hidden="true" />
        <span className="max-md:sr-only">Search</span>
        <span aria-hidden="true" className="ml-auto hidden gap-0.5 md:inline-flex">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <CommandPalette open={open} onOpenChange={setOpen} search={search} places={places} />
    </>
  )
}
