'use client'
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { backdropClasses } from '@/components/ui/overlay/dialog-classes'
import type { Openable } from '@/components/ui/overlay/lazy-part'
import type { ActionResult } from '@/lib/http/action-result'
import { Spinner } from '../ui/spinner'
import { type PaletteItem, readRecent, rememberRecent } from './recent'

type PaletteGroup = { group: string; items: PaletteItem[] }
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

function Found({ item, onOpen }: { item: PaletteItem; onOpen: (item: PaletteItem) => void }) {
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => onOpen(item)}
      className="group flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1 data-[highlighted]:bg-hover"
    >
      <span className="min-w-0 truncate">{item.label}</span>
      {item.note && <span className="min-w-0 truncate text-muted">{item.note}</span>}
      <ArrowRight
        size={14}
        aria-hidden="true"
        className="ml-auto hidden shrink-0 text-faint group-data-[highlighted]:block"
      />
    </Autocomplete.Item>
  )
}

function statusText(count: number, text: string, { failed, pending }: { failed: boolean; pending: boolean }) {
  if (failed) return 'The search could not be reached. Try again in a moment.'
  if (count > 0) return `${count} found`
  return pending ? 'Searching…' : `Nothing found for “${text.trim()}”.`
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
  const router = useRouter()
  const [text, setText] = useState('')
  const { groups, failed, pending } = useGroups(text, places, search)
  // Pressed before the answer to what is typed is here: then the first of it is meant, not what is still listed.
  const [isMeant, setMeant] = useState(false)
  const count = groups.reduce((sum, group) => sum + group.items.length, 0)
  const open = (item: PaletteItem) => {
    rememberRecent(item)
    close()
    router.push(item.href)
  }
  const openFirst = useEffectEvent(() => {
    const first = groups[0]?.items[0]
    if (first) open(first)
  })
  useEffect(() => {
    if (isMeant && !pending) openFirst()
  }, [isMeant, pending])
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      filter={null}
      autoHighlight="always"
      keepHighlight
      value={text}
      onValueChange={(next, { reason }) => {
        if (reason !== 'input-change') return
        setMeant(false)
        setText(next)
      }}
      itemToStringValue={(item: PaletteItem) => item.label}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4 text-faint">
        {pending ? <Spinner /> : <Search size={16} aria-hidden="true" />}
        <Autocomplete.Input
          aria-label="Search"
          placeholder="Search, or go to…"
          onKeyDown={event => {
            if (event.key !== 'Enter' || !pending) return
            event.preventDefault()
            event.preventBaseUIHandler()
            setMeant(true)
          }}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-faint"
        />
      </div>
      <Autocomplete.List
        aria-label="Results"
        className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5 data-[empty]:p-0"
      >
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.group} items={group.items}>
            <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs text-faint">
              {group.group}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => <Found key={item.href} item={item} onOpen={open} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <Autocomplete.Status
        className={count > 0 && !failed ? 'sr-only' : 'px-2.5 py-6 text-center text-muted'}
      >
        {statusText(count, text, { failed, pending })}
      </Autocomplete.Status>
    </Autocomplete.Root>
  )
}

export type PaletteProps = Openable & { search?: PaletteSearch; places: PaletteItem[] }

/** Everything by a few letters: recent places, pages, and what `search` finds, grouped. Keyboard only if one likes. */
export function CommandPalette({ open, onOpenChange, search, places }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClasses} />
        <Dialog.Popup
          aria-label="Search"
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-xl bg-raised shadow-float outline-none transition duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0"
        >
          <Palette close={() => onOpenChange(false)} search={search} places={places} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
