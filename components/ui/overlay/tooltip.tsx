'use client'
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { lazyOverlay } from './lazy-part'
import type { TooltipProps } from './tooltip-popup'

const TooltipPopup = lazyOverlay<TooltipProps>(
  () => import('./tooltip-popup').then(file => file.TooltipPopup),
  { quiet: true },
)

/** How long the pointer rests before the words come, in milliseconds. */
const resting = 350

/** A word or two about a control, on hover and focus. Never the only place where something is said. */
export function Tooltip({
  text,
  children,
  side = 'bottom',
}: {
  text: ReactNode
  children: ReactElement
  side?: TooltipProps['side']
}) {
  const [open, setOpen] = useState(false)
  const around = useRef<HTMLSpanElement>(null)
  const anchor = useRef<Element>(null)
  useEffect(() => {
    const element = around.current
    if (!element) return
    anchor.current = element.firstElementChild
    let timer: ReturnType<typeof setTimeout>
    const hide = () => {
      clearTimeout(timer)
      setOpen(false)
    }
    const onEnter = (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return
      TooltipPopup.preload()
      timer = setTimeout(() => setOpen(true), resting)
    }
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) setOpen(true)
    }
    const stop = new AbortController()
    const { signal } = stop
    element.addEventListener('pointerenter', onEnter, { signal })
    element.addEventListener('focusin', onFocus, { signal })
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
      <TooltipPopup open={open} onOpenChange={setOpen} anchor={anchor} side={side} text={text} />
    </span>
  )
}
