'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

export type Side = 'top' | 'bottom' | 'left' | 'right'
export type Beside = { side?: Side; align?: 'start' | 'center' | 'end'; gap?: number; asWide?: boolean }

const margin = 8

/** Puts what floats beside its anchor, on the other side where there is more room, and never out of the window. */
function place(
  anchor: Element,
  floating: HTMLElement,
  { side = 'bottom', align = 'start', gap = 4 }: Beside,
) {
  const at = anchor.getBoundingClientRect()
  const [width, height] = [floating.offsetWidth, floating.offsetHeight]
  const [right, bottom] = [document.documentElement.clientWidth, window.innerHeight]
  const room = { top: at.top, bottom: bottom - at.bottom, left: at.left, right: right - at.right }
  const upright = side === 'top' || side === 'bottom'
  const opposite = ({ top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const)[side]
  const needed = (upright ? height : width) + gap + margin
  const chosen = room[side] < needed && room[opposite] > room[side] ? opposite : side
  const [start, end, own] = upright ? [at.left, at.right, width] : [at.top, at.bottom, height]
  const along = { start, center: (start + end - own) / 2, end: end - own }[align]
  const x = upright ? along : chosen === 'left' ? at.left - gap - width : at.right + gap
  const y = upright ? (chosen === 'top' ? at.top - gap - height : at.bottom + gap) : along
  floating.style.left = `${Math.max(margin, Math.min(x, right - width - margin))}px`
  floating.style.top = `${Math.max(margin, Math.min(y, bottom - height - margin))}px`
  floating.style.setProperty('--available-height', `${Math.max(room[chosen] - gap - margin, 96)}px`)
}

/**
 * Shows an element over everything, dialogs included, beside its anchor for as long as it is drawn. It belongs on an
 * element with `popover="manual"` next to the anchor, so that the Tab key finds it where it is seen.
 */
export function useBeside(anchor: RefObject<Element | null>, { side, align, gap, asWide }: Beside) {
  const floating = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const [element, beside] = [floating.current, anchor.current]
    if (!element || !beside) return
    const keep = () => {
      if (asWide) element.style.width = `${beside.getBoundingClientRect().width}px`
      place(beside, element, { side, align, gap })
    }
    element.showPopover()
    keep()
    const watch = new ResizeObserver(keep)
    watch.observe(element)
    window.addEventListener('scroll', keep, { capture: true, passive: true })
    window.addEventListener('resize', keep)
    return () => {
      watch.disconnect()
      window.removeEventListener('scroll', keep, { capture: true })
      window.removeEventListener('resize', keep)
    }
  }, [anchor, side, align, gap, asWide])
  return floating
}

/** Closes what floats by Esc, by a press outside of it and its anchor, and when the focus goes elsewhere. */
export function useDismiss(
  anchor: RefObject<Element | null>,
  floating: RefObject<Element | null>,
  close: (by: 'key' | 'elsewhere') => void,
) {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const isInside = (target: EventTarget | null) =>
      target instanceof Node &&
      (anchor.current?.contains(target) === true || floating.current?.contains(target) === true)
    const onPress = (event: Event) => {
      if (!isInside(event.target)) latest.current('elsewhere')
    }
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && !isInside(event.target)) latest.current('elsewhere')
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      // The dialog below is not meant.
      event.preventDefault()
      event.stopPropagation()
      latest.current('key')
    }
    document.addEventListener('pointerdown', onPress, true)
    document.addEventListener('focusin', onFocus)
    document.addEventListener('keydown', onKeyDown, true)
    return () => {
      document.removeEventListener('pointerdown', onPress, true)
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('keydown', onKeyDown, true)
    }
  }, [anchor, floating])
}
