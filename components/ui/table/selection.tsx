'use client'
import { X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { countText } from '../figure/number'

type Selection = {
  ids: string[]
  count: number
  clear: () => void
  has: (id: string) => boolean
  set: (ids: string[], on: boolean) => void
}
const SelectionContext = createContext<Selection | null>(null)

/** The rows that are ticked. Kept while one pages and filters, until cleared. */
export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (!selection) throw new Error('This component belongs inside a DataTable with a selection')
  return selection
}

export function SelectionProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const selection = useMemo<Selection>(
    () => ({
      ids: [...chosen],
      count: chosen.size,
      clear: () => setChosen(new Set()),
      has: id => chosen.has(id),
      set: (ids, on) =>
        setChosen(before => {
          const after = new Set(before)
          for (const id of ids)
            if (on) after.add(id)
            else after.delete(id)
          return after
        }),
    }),
    [chosen],
  )
  return <SelectionContext value={selection}>{children}</SelectionContext>
}

const box = 'tick align-middle before:absolute before:size-9 before:-translate-2.5'

export function SelectRow({ id, label }: { id: string; label: string }) {
  const { has, set } = useSelection()
  return (
    <input
      type="checkbox"
      aria-label={`Select ${label}`}
      checked={has(id)}
      onChange={event => set([id], event.target.checked)}
      className={box}
    />
  )
}

export function SelectAll({ ids }: { ids: string[] }) {
  const { has, set } = useSelection()
  const input = useRef<HTMLInputElement>(null)
  const ticked = ids.filter(has).length
  useEffect(() => {
    if (input.current) input.current.indeterminate = ticked > 0 && ticked < ids.length
  }, [ticked, ids.length])
  return (
    <input
      ref={input}
      type="checkbox"
      aria-label="Select every row of this page"
      disabled={ids.length === 0}
      checked={ids.length > 0 && ticked === ids.length}
      onChange={event => set(ids, event.target.checked)}
      className={box}
    />
  )
}

/** What can be done to how many; stands over the foot of the window while anything is ticked. */
export function SelectionBar({ children }: { children: ReactNode }) {
  const { count, clear } = useSelection()
  return (
    <div aria-live="polite" className="contents">
      {count > 0 && (
        <div
          role="toolbar"
          aria-label="Selected rows"
          // On a phone it takes the width that there is and as many lines as it needs: nothing lies beyond the edge.
          className="fixed bottom-18 left-1/2 z-30 flex max-w-[calc(100vw-1rem)] -translate-x-1/2 items-center gap-2 rounded-lg bg-raised py-1.5 pr-2 pl-3 shadow-float max-md:w-full max-md:flex-wrap max-md:pr-11 md:bottom-5"
        >
          <span className="num font-medium">{countText(count)} selected</span>
          <span className="mx-1 h-4 w-px bg-line-strong" />
          {children}
          <button
            type="button"
            aria-label="Clear selection"
            onClick={clear}
            className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:absolute max-md:top-1.5 max-md:right-2"
          >
            <X size={15} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  )
}
