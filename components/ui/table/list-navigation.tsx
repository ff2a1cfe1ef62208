'use client'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useTransition,
} from 'react'
import { onTopOf } from './list-url'

type Nav = {
  /** Changes the list's address; `replaces` leaves no step to go back to. */
  go: (href: string, replaces?: boolean) => void
  pending: boolean
}
const NavContext = createContext<Nav | null>(null)

export function useListNavigation(): Nav {
  const nav = useContext(NavContext)
  if (!nav) throw new Error('This component belongs inside a DataTable')
  return nav
}

/**
 * Makes a list's own links (`data-list-link`) change it in place: what is shown stays, dimmed, until the next rows are here.
 * Also gives text that was cut (`data-cut`) its title, only where it really was cut.
 */
export function ListNavigation({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [pending, start] = useTransition()
  // Where the list is going: what is pressed meanwhile was drawn before, and must not take that back.
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (!pending) asked.current = null
  }, [pending])
  const go = (href: string, replaces = false) => {
    const to = asked.current === null ? href : onTopOf(asked.current, location.search, href)
    asked.current = to
    start(() => (replaces ? router.replace : router.push)(to, { scroll: false }))
  }
  const region = useRef<HTMLDivElement>(null)
  const follow = useEffectEvent((href: string) => go(href))
  useEffect(() => {
    const element = region.current
    if (!element) return
    const onClick = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
      const link = event.target instanceof Element ? event.target.closest('a[data-list-link]') : null
      const href = link?.getAttribute('href')
      if (!href) return
      event.preventDefault()
      follow(href)
    }
    const onMouseOver = (event: MouseEvent) => {
      const cell = event.target instanceof Element ? event.target.closest('[data-cut]') : null
      if (!(cell instanceof HTMLElement)) return
      if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? ''
      else cell.removeAttribute('title')
    }
    element.addEventListener('click', onClick)
    element.addEventListener('mouseover', onMouseOver)
    return () => {
      element.removeEventListener('click', onClick)
      element.removeEventListener('mouseover', onMouseOver)
    }
  }, [])
  return (
    <NavContext value={{ go, pending }}>
      <div ref={region} aria-busy={pending || undefined} className="group/list min-w-0">
        {children}
      </div>
    </NavContext>
  )
}
