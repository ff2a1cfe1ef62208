'use client'
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names'
import { useBeside, useDismiss } from './floating'
import { Icon, type IconProp } from './icon'
import { Link } from './link'

export type MenuEntry =
  | 'line'
  | {
      label: ReactNode
      icon?: IconProp
      href?: string
      onSelect?: () => void
      danger?: boolean
      disabled?: boolean
    }

const itemClasses =
  'mx-1 flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 text-left outline-none select-none focus:bg-hover aria-disabled:opacity-50'

function Entry({ entry, leave }: { entry: Exclude<MenuEntry, 'line'>; leave: (then?: () => void) => void }) {
  const common = {
    role: 'menuitem',
    tabIndex: -1,
    onPointerMove: (event: { currentTarget: HTMLElement }) =>
      event.currentTarget.focus({ preventScroll: true }),
    className: classNames(itemClasses, entry.danger && 'text-bad'),
  }
  const face = (
    <>
      {entry.icon && <Icon icon={entry.icon} className={entry.danger ? '' : 'text-muted'} />}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
    </>
  )
  if (entry.href !== undefined) {
    return (
      <Link href={entry.href} onClick={() => leave()} {...common}>
        {face}
      </Link>
    )
  }
  return (
    <button
      type="button"
      aria-disabled={entry.disabled || undefined}
      onClick={() => !entry.disabled && leave(entry.onSelect)}
      {...common}
    >
      {face}
    </button>
  )
}

/** The entry that a key leads to: the next, the first, or the one that begins with the letter. */
function entryBy(event: KeyboardEvent, items: HTMLElement[]): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement)
  const { key } = event
  if (key === 'ArrowDown') return items[(at + 1) % items.length]
  if (key === 'ArrowUp') return items[(Math.max(at, 0) - 1 + items.length) % items.length]
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || key === ' ') return undefined
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return after.find(item => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}

function MenuList({
  anchor,
  label,
  items,
  align,
  close,
}: {
  anchor: RefObject<HTMLButtonElement | null>
  label: string
  items: MenuEntry[]
  align: 'start' | 'end'
  close: () => void
}) {
  const list = useBeside(anchor, { align })
  const leave = (then?: () => void) => {
    close()
    // What opens now gives the focus back to the button, not to an entry that is gone.
    anchor.current?.focus()
    then?.()
  }
  useDismiss(anchor, list, by => (by === 'key' ? leave() : close()))
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
  }, [list])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return leave()
    const all = list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []
    const next = entryBy(event, [...all])
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div
      ref={list}
      popover="manual"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="floating max-h-(--available-height) min-w-44 flex-col overflow-y-auto py-1 text-sm font-normal open:flex"
    >
      {items.map((entry, index) => {
        const key = `${index}`
        if (entry === 'line') return <hr key={key} className="my-1 h-px border-0 bg-line" />
        return <Entry key={key} entry={entry} leave={leave} />
      })}
    </div>
  )
}

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
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(before => !before)}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover"
      >
        <Ellipsis size={16} aria-hidden="true" />
      </button>
      {open && (
        <MenuList anchor={button} label={label} items={items} align={align} close={() => setOpen(false)} />
      )}
    </>
  )
}
