'use client'
import { useEffect, useRef } from 'react'

// What stands over the page, or is about to, the topmost last. A toast is a dialog as well, but one that leaves the page to
// its reader.
const overPage =
  '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"]:not([aria-modal="false"]), [data-over-page]'

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** Lets one key press the button or link it is placed in, unless somebody is typing or a dialog is open. */
export function Shortcut({ of: key }: { of: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      if (event.defaultPrevented || isTyping(event.target)) return
      const button = mark.current?.closest<HTMLElement>('button, a')
      const dialog = [...document.querySelectorAll(overPage)].at(-1)
      if (!button || (dialog && !dialog.contains(button))) return
      event.preventDefault()
      // What opens gives the focus back to where it was.
      button.focus()
      button.click()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [key])
  return <span ref={mark} hidden />
}
