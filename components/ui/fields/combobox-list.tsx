'use client'
import { Combobox as Base } from '@base-ui/react/combobox'
import { Check } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'

export type Option = { value: string; label: string; note?: string }

type Found = { text: string | null; options: Option[]; failed: boolean }

/** Asks for the options a moment after the last key; an answer that came too late is dropped. */
export function useOptions(search: (text: string) => Promise<Option[]>, text: string, open: boolean) {
  const [found, setFound] = useState<Found>({ text: null, options: [], failed: false })
  const ask = useEffectEvent(search)
  useEffect(() => {
    if (!open) return
    let stale = false
    const settle = (options: Option[], failed: boolean) => {
      if (!stale) setFound({ text, options, failed })
    }
    const timer = setTimeout(
      () => {
        ask(text).then(
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

type OptionListProps = { text: string; options: Option[]; pending: boolean; failed: boolean }

/** Why there is nothing to choose from; null if there is something. */
function statusText({ text, options, pending, failed }: OptionListProps): string | null {
  if (failed) return 'The search could not be reached. Try again in a moment.'
  if (options.length > 0) return null
  if (pending) return 'Searching…'
  return text.trim() === '' ? 'There is nothing to choose from yet.' : `Nothing found for “${text.trim()}”.`
}

/** The list that a combobox opens: what was found, or why there is nothing to choose from. */
export function OptionList(list: OptionListProps) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} className="z-60 outline-none">
        <Base.Popup
          aria-busy={list.pending || undefined}
          className="floating w-(--anchor-width) max-w-(--available-width)"
        >
          <Base.Status className="px-3 py-2.5 text-muted empty:hidden">{statusText(list)}</Base.Status>
          <Base.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto p-1 outline-none data-[empty]:p-0">
            {(option: Option) => (
              <Base.Item
                key={option.value}
                value={option}
                className="flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-[highlighted]:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{option.label}</span>
                  {option.note && <span className="block truncate text-xs text-muted">{option.note}</span>}
                </span>
                <Base.ItemIndicator>
                  <Check size={14} aria-hidden="true" className="text-accent" />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
