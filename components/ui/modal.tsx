'use client'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names'

export type ModalProps = {
  open: boolean
  /** Asked for by Esc, by going back on a phone and, unless it is an alert, by a press outside. */
  onClose: () => void
  isAlert?: boolean
  label?: string
  labelledBy?: string
  describedBy?: string
  /** Where the focus goes; else to the first control. Never into an input by touch: the keyboard would cover half. */
  focusFirst?: RefObject<HTMLElement | null>
  className?: string
  children: ReactNode
}

/** How long the contents stay while they leave the window, in milliseconds; as long as `modal` in globals.css says. */
const leaving = 200

function isOutside(dialog: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}

/** Tells the style sheet how much wider the page would become without its scrollbar. */
function keepWidth(): void {
  const root = document.documentElement
  if (document.querySelector('dialog:modal')) return
  root.style.setProperty('--scrollbar', `${window.innerWidth - root.clientWidth}px`)
}

/** Into the first field that is there; by touch only into the dialog itself. */
export function focusInto(dialog: HTMLElement, focusFirst: ModalProps['focusFirst']): void {
  const fields = 'input:not([type=hidden], :disabled), select, textarea'
  if (matchMedia('(pointer: coarse)').matches) dialog.focus()
  else focusFirst?.current?.querySelector<HTMLElement>(fields)?.focus()
}

/**
 * What stands over the page until it is answered. The browser's own dialog does the work: it closes the rest off, keeps
 * the focus inside and gives it back.
 */
function OpenModal({ open, onClose, isAlert, focusFirst, className, children, ...words }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pressed = useRef(false)
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element || !open) return
    keepWidth()
    element.showModal()
    focusInto(element, focusFirst)
    return () => element.close()
  }, [open, focusFirst])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // Left to itself the browser closes at the second Esc, without asking about what was typed.
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  return (
    <dialog
      ref={dialog}
      role={isAlert ? 'alertdialog' : undefined}
      aria-label={words.label}
      aria-labelledby={words.labelledBy}
      aria-describedby={words.describedBy}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onCancel={event => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={event => {
        if (event.target === event.currentTarget && open && dialog.current?.open === false) onClose()
      }}
      onPointerDown={event => {
        pressed.current = event.target === event.currentTarget && isOutside(event.currentTarget, event)
      }}
      onClick={event => {
        const isMeant = pressed.current && event.target === event.currentTarget
        pressed.current = false
        if (isMeant && !isAlert && isOutside(event.currentTarget, event)) onClose()
      }}
      className={classNames('modal', className)}
    >
      {children}
    </dialog>
  )
}

/** As `OpenModal`, drawn only while it is open or on its way out; opened again it begins anew. */
export function Modal(props: ModalProps) {
  const { open } = props
  const [isDrawn, setDrawn] = useState(open)
  const [times, setTimes] = useState(0)
  const [wasOpen, setWasOpen] = useState(open)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (open) {
      setDrawn(true)
      setTimes(times + 1)
    }
  }
  useEffect(() => {
    if (open || !isDrawn) return
    const timer = setTimeout(() => setDrawn(false), leaving)
    return () => clearTimeout(timer)
  }, [open, isDrawn])
  return isDrawn ? <OpenModal key={times} {...props} /> : null
}
