'use client'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  type TransitionStartFunction,
  useContext,
  useEffect,
  useRef,
  useTransition,
} from 'react'

type Nav = { go: (href: string) => void; pending: boolean; start: TransitionStartFunction }
const NavContext = createContext<Nav | null>(null)

export function useListNav(): Nav {
  const nav = useContext(NavContext)
  if (!nav) throw new Error('This component belongs inside a DataTable')
  return nav
}

/**
 * Makes a list's own links (`data-list-link`) change it in place: what is shown stays, dimmed, until the next rows are here.
 * Also gives text that was cut (`data-cut`) its title, only where it really was cut.
 */
export function ListNav({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const go = (href: string) => start(() => router.push(href, { scroll: false }))
  const region = useRef<HTMLDivElement>(null)
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    const element = region.current
    if (!element) return
    const onClick = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
      const link = event.target instanceof Element ? event.target.closest('a[data-list-link]') : null
      const href = link?.getAttribute('href')
      if (!href) return
      event.preventDefault()
      latest.current(href)
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
    <NavContext value={{ go, pending, start }}>
      <div ref={region} aria-busy={pending || undefined} className="group/list min-w-0">
        {children}
      </div>
    </NavContext>
  )
}
