'use client'
import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type Side, useBeside } from './floating'

function Bubble({
  anchor,
  side,
  children,
}: {
  anchor: RefObject<Element | null>
  side: Side
  children: ReactNode
}) {
  const floating = useBeside(anchor, { side, align: 'center', gap: 6 })
  return (
    <div
      ref={floating}
      popover="manual"
      role="tooltip"
      className="floating pointer-events-none flex max-w-64 items-center gap-1.5 px-2 py-1 text-xs font-normal whitespace-normal"
    >
      {children}
    </div>
  )
}

/** A word or two about a control, on hover and focus. Never the only place where something is said. */
export function Tooltip({
  text,
  children,
  side = 'bottom',
}: {
  text: ReactNode
  children: ReactElement
  side?: Side
}) {
  const [open, setOpen] = useState(false)
  const around = useRef<HTMLSpanElement>(null)
  const anchor = useRef<Element>(null)
  useEffect(() => {
    const element = around.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout>
    const hide = () => {
      clearTimeout(timer)
      setOpen(false)
    }
    const show = (wait: number) => {
      hide()
      anchor.current = element.firstElementChild
      timer = setTimeout(() => setOpen(true), wait)
    }
    const onEnter = (event: PointerEvent) => event.pointerType === 'mouse' && show(350)
    const onFocus = (event: FocusEvent) =>
      event.target instanceof Element && event.target.matches(':focus-visible') && show(0)
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && hide()
    const stop = new AbortController()
    const { signal } = stop
    element.addEventListener('pointerenter', onEnter, { signal })
    element.addEventListener('focusin', onFocus, { signal })
    element.addEventListener('keydown', onKeyDown, { signal })
    for (const end of ['pointerleave', 'pointerdown', 'focusout'])
      element.addEventListener(end, hide, { signal })
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [])
  return (
    <span ref={around} className="contents">
      {children}
      {open && (
        <Bubble anchor={anchor} side={side}>
          {text}
        </Bubble>
      )}
    </span>
  )
}
