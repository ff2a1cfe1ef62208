'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { type ReactNode, type RefObject, useRef } from 'react'
import { classNames } from '../class-names'
import { Icon, type IconProp } from '../icon'
import { Link } from '../link'
import { changeOf } from './button-change'
import type { PreloadProps } from './lazy-code'
import type { Openable } from './lazy-part'

const itemClasses =
  'mx-1 flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover'

function Entry({ entry }: { entry: Exclude<MenuEntry, 'line'> }) {
  const classes = classNames(itemClasses, entry.danger && 'text-bad')
  const face = (
    <>
      {entry.icon && <Icon icon={entry.icon} className={entry.danger ? '' : 'text-muted'} />}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
    </>
  )
  if (entry.href !== undefined) {
    return (
      <Base.LinkItem closeOnClick className={classes} render={<Link href={entry.href} />}>
        {face}
      </Base.LinkItem>
    )
  }
  return (
    <Base.Item disabled={entry.disabled} onClick={entry.onSelect} {...entry.preloadProps} className={classes}>
      {face}
    </Base.Item>
  )
}

export type MenuPopupProps = Openable & {
  /** The button that opens it. */
  anchor: RefObject<HTMLElement | null>
  label: string
  items: MenuEntry[]
  align: 'start' | 'end'
  /** Opened by a key: the first entry has the focus at once. */
  byKey: boolean
}

/** What `Menu` opens. */
export function MenuPopup({ open, onOpenChange, anchor, label, items, align, byKey }: MenuPopupProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root
      modal={false}
      open={open}
      onOpenChange={changeOf(anchor, onOpenChange)}
      onOpenChangeComplete={isOpen => {
        if (isOpen && byKey) popup.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} className="z-60 outline-none">
          <Base.Popup
            ref={popup}
            aria-label={label}
            onKeyDown={event => {
              if (event.key !== 'Tab') return
              // On from the button, as if the menu had not been there.
              anchor.current?.focus()
              onOpenChange(false)
            }}
            className="floating max-h-(--available-height) min-w-44 overflow-y-auto py-1"
          >
            {items.map((entry, index) => {
              const key = `${index}`
              return entry === 'line' ? (
                <Base.Separator key={key} className="my-1 h-px bg-line" />
              ) : (
                <Entry key={key} entry={entry} />
              )
            })}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export type MenuEntry =
  | 'line'
  | {
      label: ReactNode
      icon?: IconProp
      href?: string
      onSelect?: () => void
      danger?: boolean
      disabled?: boolean
      /** Of the part that it opens, which then comes while the hand is still moving there. */
      preloadProps?: PreloadProps
    }
