'use client'
import { Check } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names'
import { useBeside, useDismiss } from './floating'

export type Option = { value: string; label: string; note?: string }

type Found = { text: string | null; options: Option[]; failed: boolean }

/** Asks for the options a moment after the last key; an answer that came too late is dropped. */
export function useOptions(search: (text: string) => Promise<Option[]>, text: string, open: boolean) {
  const [found, setFound] = useState<Found>({ text: null, options: [], failed: false })
  const ask = useRef(search)
  ask.current = search
  useEffect(() => {
    if (!open) return
    let stale = false
    const settle = (options: Option[], failed: boolean) => {
      if (!stale) setFound({ text, options, failed })
    }
    const timer = setTimeout(
      () => {
        ask.current(text).then(
          options => settle(options, false),
          () => settle([], true),
        )
      },
      text === '' ? 0 : 150,
    )
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [text, open])
  return { ...found, pending: open && found.text !== text }
}

/** Which option the keys are at, and what a key does: the arrows open and move, Enter picks. */
export function useOptionKeys({
  id,
  options,
  open,
  setOpen,
  pick,
}: {
  id: string
  options: Option[]
  open: boolean
  setOpen: (open: boolean) => void
  pick: (option: Option) => void
}) {
  const [active, setActive] = useState(0)
  const at = Math.min(active, Math.max(0, options.length - 1))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && !event.altKey) {
      event.preventDefault()
      if (!open) return setOpen(true)
      if (options.length > 0) setActive((at + step + options.length) % options.length)
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      const option = options[at]
      if (option) pick(option)
    } else if (event.key === 'Tab') setOpen(false)
  }
  return {
    at,
    setActive,
    onKeyDown,
    aria: {
      role: 'combobox',
      'aria-expanded': open,
      'aria-controls': open ? `${id}-list` : undefined,
      'aria-activedescendant': open && options.length > 0 ? `${id}-${at}` : undefined,
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      autoComplete: 'off',
      spellCheck: false,
    } as const,
  }
}

/** The list that a combobox opens: what was found, or why there is nothing to choose from. Draw it while it is open. */
export function OptionList({
  id,
  anchor,
  text,
  options,
  pending,
  failed,
  at,
  chosen,
  onHover,
  onPick,
  onClose,
}: {
  id: string
  anchor: RefObject<HTMLElement | null>
  text: string
  options: Option[]
  pending: boolean
  failed: boolean
  at: number
  /** The values that are chosen already. */
  chosen: string[]
  onHover: (index: number) => void
  onPick: (option: Option) => void
  onClose: () => void
}) {
  const list = useBeside(anchor, { asWide: true })
  useDismiss(anchor, list, onClose)
  useEffect(() => {
    const element = list.current
    // The focus stays in the input.
    const keepFocus = (event: Event) => event.preventDefault()
    element?.addEventListener('mousedown', keepFocus)
    return () => element?.removeEventListener('mousedown', keepFocus)
  }, [list])
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${id}-${at}`)}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, id, at])
  return (
    <div
      ref={list}
      popover="manual"
      aria-busy={pending || undefined}
      className="floating overflow-hidden text-sm font-normal"
    >
      <p role="status" className="px-3 py-2.5 text-muted empty:hidden">
        {failed
          ? 'The search could not be reached. Try again in a moment.'
          : options.length > 0
            ? null
            : pending
              ? 'Searching…'
              : text.trim() === ''
                ? 'There is nothing to choose from yet.'
                : `Nothing found for “${text.trim()}”.`}
      </p>
      <div
        id={`${id}-list`}
        role="listbox"
        tabIndex={-1}
        aria-label="Choices"
        className={classNames(
          'max-h-[min(18rem,var(--available-height))] overflow-y-auto p-1 outline-none',
          options.length === 0 && 'hidden',
        )}
      >
        {options.map((option, index) => {
          const isChosen = chosen.includes(option.value)
          return (
            // The keys belong to the input, which names this option as the active one.
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen}
              onPointerMove={() => index !== at && onHover(index)}
              onClick={() => onPick(option)}
              onKeyDown={event => event.key === 'Enter' && onPick(option)}
              className={classNames(
                'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none',
                index === at && 'bg-hover',
              )}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{option.label}</span>
                {option.note && <span className="block truncate text-xs text-muted">{option.note}</span>}
              </span>
              {isChosen && <Check size={14} aria-hidden="true" className="text-accent" />}
            </div>
          )
        })}
      </div>
    </div>
  )
}
