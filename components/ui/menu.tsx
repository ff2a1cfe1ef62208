'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon, type IconProp } from './icon'

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

export const menuItemClasses =
  'mx-1 flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover'

function Entry({ entry }: { entry: Exclude<MenuEntry, 'line'> }) {
  const classes = classNames(menuItemClasses, entry.danger && 'text-bad')
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
    <Base.Item disabled={entry.disabled} onClick={entry.onSelect} className={classes}>
      {face}
    </Base.Item>
  )
}

/** Where menus of entries and of anything else show. */
export function MenuPopup({ children, align = 'end' }: { children: ReactNode; align?: 'start' | 'end' }) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} sideOffset={4} className="z-60 outline-none">
        <Base.Popup className="floating max-h-(--available-height) min-w-44 overflow-y-auto py-1">
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

/** What else can be done: behind three dots, or behind a `trigger` of one's own. */
export function Menu({
  label,
  items,
  trigger,
  align,
}: {
  label: string
  items: MenuEntry[]
  trigger?: ReactElement<Record<string, unknown>>
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root modal={false}>
      {trigger ? (
        <Base.Trigger aria-label={label} render={trigger} />
      ) : (
        <Base.Trigger
          aria-label={label}
          className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink data-[popup-open]:bg-hover"
        >
          <Ellipsis size={16} aria-hidden="true" />
        </Base.Trigger>
      )}
      <MenuPopup align={align}>
        {items.map((entry, index) => {
          const key = `${index}`
          return entry === 'line' ? (
            <Base.Separator key={key} className="my-1 h-px bg-line" />
          ) : (
            <Entry key={key} entry={entry} />
          )
        })}
      </MenuPopup>
    </Base.Root>
  )
}
