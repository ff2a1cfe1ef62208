'use client'
import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/action-result'
import { classNames } from '../ui/class-names'
import { Modal } from '../ui/modal'
import { Spinner } from '../ui/spinner'
import { readRecent, rememberRecent } from './recent'

export type PaletteItem = { label: string; note?: string; href: string }
export type PaletteGroup = { group: string; items: PaletteItem[] }
export type PaletteSearch = (text: string) => Promise<ActionResult<PaletteGroup[]>>

/** The groups for what is typed: recent ones and places at once, found ones when the server has answered. */
function useGroups(text: string, places: PaletteItem[], search: PaletteSearch | undefined) {
  const [found, setFound] = useState<{ text: string; groups: PaletteGroup[] }>({ text: '', groups: [] })
  const [failed, setFailed] = useState(false)
  const wanted = text.trim()
  useEffect(() => {
    if (wanted === '' || !search) return
    let stale = false
    const timer = setTimeout(() => {
      search(wanted).then(
        result => {
          if (stale) return
          setFailed(!result.ok)
          if (result.ok) setFound({ text: wanted, groups: result.data })
        },
        () => !stale && setFailed(true),
      )
    }, 120)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted, search])
  const groups = useMemo(() => {
    const lower = wanted.toLowerCase()
    const goTo = { group: 'Go to', items: places.filter(place => place.label.toLowerCase().includes(lower)) }
    const first = wanted === '' ? [{ group: 'Recent', items: readRecent() }] : found.groups
    return [...first, goTo].filter(group => group.items.length > 0)
  }, [wanted, places, found])
  return {
    groups,
    failed,
    pending: wanted !== '' && search !== undefined && found.text !== wanted && !failed,
  }
}

function Palette({
  close,
  search,
  places,
}: {
  close: () => void
  search?: PaletteSearch
  places: PaletteItem[]
}) {
  const id = useId()
  const router = useRouter()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const { groups, failed, pending } = useGroups(text, places, search)
  const items = groups.flatMap(group => group.items)
  const at = Math.min(active, Math.max(0, items.length - 1))
  const open = (item: PaletteItem | undefined) => {
    if (!item) return
    rememberRecent(item)
    close()
    router.push(item.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && items.length > 0) {
      event.preventDefault()
      const next = (at + step + items.length) % items.length
      setActive(next)
      list.current?.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      open(items[at])
    }
  }
  let index = -1
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-4 text-faint">
        {pending ? <Spinner /> : <Search size={16} aria-hidden="true" />}
        <input
          role="combobox"
          aria-label="Search"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search, or go to…"
          value={text}
          onChange={event => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-faint"
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5"
      >
        {groups.map(group => (
          <fieldset key={group.group} aria-label={group.group} className="min-w-0">
            <div aria-hidden="true" className="px-2.5 pt-2 pb-1 text-xs text-faint">
              {group.group}
            </div>
            {group.items.map(item => {
              index += 1
              const mine = index
              return (
                <div
                  key={item.href}
                  id={`${id}-${mine}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={mine === at}
                  onMouseMove={() => setActive(mine)}
                  onClick={() => open(item)}
                  onKeyDown={onKeyDown}
                  className={classNames(
                    'flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1',
                    mine === at && 'bg-hover',
                  )}
                >
                  <span className="min-w-0 truncate">{item.label}</span>
                  {item.note && <span className="min-w-0 truncate text-muted">{item.note}</span>}
                  {mine === at && (
                    <ArrowRight size={14} aria-hidden="true" className="ml-auto shrink-0 text-faint" />
                  )}
                </div>
              )
            })}
          </fieldset>
        ))}
      </div>
      <p
        role="status"
        className={items.length > 0 && !failed ? 'sr-only' : 'px-2.5 py-6 text-center text-muted'}
      >
        {failed
          ? 'The search could not be reached. Try again in a moment.'
          : items.length > 0
            ? `${items.length} found`
            : pending
              ? 'Searching…'
              : `Nothing found for “${text.trim()}”.`}
      </p>
    </>
  )
}

/** Everything by a few letters: recent places, pages, and what `search` finds, grouped. Keyboard only if one likes. */
export function CommandPalette({
  open,
  onOpenChange,
  search,
  places,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  search?: PaletteSearch
  places: PaletteItem[]
}) {
  return (
    <Modal
      open={open}
      onClose={() => onOpenChange(false)}
      label="Search"
      className="inset-x-3 top-[10dvh] bottom-auto mx-auto w-auto max-w-xl overflow-hidden rounded-xl"
    >
      <Palette close={() => onOpenChange(false)} search={search} places={places} />
    </Modal>
  )
}
