'use client'
import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { Spinner } from '../spinner'
import { useListNavigation } from './list-navigation'
import { listHref, type SearchParams } from './list-url'

/** The search of a list: writes `q` to the URL a moment after the last key, keeps the focus, says that it works. */
export function TableSearch({
  label,
  params,
  prefix,
}: {
  label: string
  params: SearchParams
  prefix?: string
}) {
  const nav = useListNavigation()
  const key = prefix ? `${prefix}.q` : 'q'
  const given = params[key]
  const inUrl = typeof given === 'string' ? given : ''
  const [text, setText] = useState(inUrl)
  /** What was typed and is not in the URL yet. */
  const [unsent, setUnsent] = useState<string | null>(null)
  const [sent, setSent] = useState(inUrl)
  const [lastInUrl, setLastInUrl] = useState(inUrl)
  // The URL moved by itself (back, a cleared filter): follow it, unless it only caught up with what was typed.
  if (inUrl !== lastInUrl) {
    setLastInUrl(inUrl)
    setSent(inUrl)
    if (inUrl !== sent) setText(inUrl)
  }

  const send = (value: string) => {
    setUnsent(null)
    setSent(value.trim())
    nav.go(listHref(params, { q: value.trim() || null }, prefix), true)
  }
  // Between the last key and the sending the list may have got another filter: that is kept.
  const sendLatest = useEffectEvent(send)
  useEffect(() => {
    if (unsent === null) return
    const timer = setTimeout(() => sendLatest(unsent), 200)
    return () => clearTimeout(timer)
  }, [unsent])
  const type = (value: string) => {
    setText(value)
    setUnsent(value)
  }
  return (
    <form
      aria-label={label}
      className="relative w-full sm:w-72"
      onSubmit={event => {
        event.preventDefault()
        send(text)
      }}
    >
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint">
        {nav.pending ? <Spinner /> : <Search size={14} aria-hidden="true" />}
      </span>
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={event => type(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape' || text === '') return
          setText('')
          send('')
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-8 pl-8 shadow-control placeholder:text-faint hover:border-faint focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0"
      />
      {text !== '' && (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            setText('')
            send('')
          }}
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </form>
  )
}
