'use client'
import { Ellipsis } from 'lucide-react'
import { useRef, useState } from 'react'
import { lazyOverlay } from './lazy-part'
import type { MenuEntry, MenuPopupProps } from './menu-popup'

const MenuPopup = lazyOverlay<MenuPopupProps>(() => import('./menu-popup').then(file => file.MenuPopup))

/** What else can be done: behind three dots. Arrows and letters move, Enter picks, Esc gives the focus back. */
export function Menu({
  label,
  items,
  align = 'end',
}: {
  label: string
  items: MenuEntry[]
  align?: 'start' | 'end'
}) {
  const [open, setOpen] = useState(false)
  const [byKey, setByKey] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        {...MenuPopup.preloadProps}
        onClick={event => {
          // Not every browser does so by itself; it gets the focus back afterwards.
          event.currentTarget.focus()
          // A press of Enter or Space counts no clicks.
          setByKey(event.detail === 0)
          setOpen(!open)
        }}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setByKey(true)
          setOpen(true)
        }}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover"
      >
        <Ellipsis size={16} aria-hidden="true" />
      </button>
      <MenuPopup
        open={open}
        onOpenChange={setOpen}
        anchor={button}
        label={label}
        items={items}
        align={align}
        byKey={byKey}
      />
    </>
  )
}
