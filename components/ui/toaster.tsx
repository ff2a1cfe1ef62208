'use client'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { Icon } from './icon'
import { Link } from './link'
import { Spinner } from './spinner'
import { type Message, type Said, toast, toasts } from './toast'

function Undo({ undo, done }: { undo: NonNullable<Message['undo']>; done: () => void }) {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    const result = await undo().catch(() => ({ ok: false as const, formError: undefined }))
    done()
    toast(
      result.ok
        ? { title: 'Undone' }
        : { title: 'That could not be undone', description: result.formError, tone: 'bad' },
    )
  }
  return (
    <button
      type="button"
      disabled={busy}
      onClick={run}
      className="inline-flex h-6 items-center gap-1 rounded px-1.5 font-medium text-accent hover:bg-hover"
    >
      {busy && <Spinner />}
      Undo
    </button>
  )
}

function Toast({ item, isHeld }: { item: Said; isHeld: boolean }) {
  const { id, title, description, href, link, undo } = item
  const isBad = item.tone === 'bad'
  const close = () => toasts.close(id)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => toasts.close(id), undo ? 10_000 : 5_000)
    return () => clearTimeout(timer)
  }, [id, undo, isHeld])
  return (
    <li className="flex w-full items-start gap-2.5 rounded-lg bg-raised px-3 py-2.5 shadow-float transition-[opacity,translate] duration-150 starting:translate-y-2 starting:opacity-0">
      <Icon
        icon={isBad ? CircleAlert : CircleCheck}
        className={isBad ? 'mt-0.5 text-bad' : 'mt-0.5 text-good'}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{title}</p>
        {description && <p className="text-xs break-words text-muted">{description}</p>}
      </div>
      {href && (
        <Link
          href={href}
          onClick={close}
          className="inline-flex h-6 items-center rounded px-1.5 font-medium text-accent hover:bg-hover"
        >
          {link ?? 'View'}
        </Link>
      )}
      {undo && <Undo undo={undo} done={close} />}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={close}
        className="-mr-1 inline-flex size-6 items-center justify-center rounded text-faint hover:bg-hover hover:text-ink"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  )
}

/** The dialog that is on top, else nothing: what is beside it can be neither read out nor pressed. */
function useTopDialog(): Element | null {
  const [top, setTop] = useState<Element | null>(null)
  useEffect(() => {
    const look = () => setTop([...document.querySelectorAll('dialog:modal')].at(-1) ?? null)
    const unsubscribe = toasts.subscribe(look)
    // A dialog takes the focus when it opens: the place to speak from is then there before anything is said.
    document.addEventListener('focusin', look)
    document.addEventListener('close', look, true)
    return () => {
      unsubscribe()
      document.removeEventListener('focusin', look)
      document.removeEventListener('close', look, true)
    }
  }, [])
  return top
}

const nothing: readonly Said[] = []

function Toasts({ isOver }: { isOver: boolean }) {
  const items = useSyncExternalStore(toasts.subscribe, toasts.current, () => nothing)
  const [isHeld, setHeld] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    // Above the dialog that it is in.
    if (isOver) list.current?.showPopover()
  }, [isOver])
  return (
    <ol
      ref={list}
      popover={isOver ? 'manual' : undefined}
      aria-label="Messages"
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="fixed inset-auto right-4 bottom-20 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 bg-transparent text-sm text-ink md:bottom-4 print:hidden"
    >
      {items.map(item => (
        <Toast key={item.id} item={item} isHeld={isHeld} />
      ))}
    </ol>
  )
}

/** Where toasts appear. Once, in the root layout. */
export function Toaster() {
  const top = useTopDialog()
  return top ? createPortal(<Toasts isOver />, top) : <Toasts isOver={false} />
}
