'use client'
import { useRouter } from 'next/navigation'
import {
  createContext,
  type MouseEvent,
  type ReactNode,
  type TransitionStartFunction,
  useContext,
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
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    const link = event.target instanceof Element ? event.target.closest('a[data-list-link]') : null
    const href = link?.getAttribute('href')
    if (!href) return
    event.preventDefault()
    go(href)
  }
  const onMouseOver = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest('[data-cut]') : null
    if (!(cell instanceof HTMLElement)) return
    if (cell.scrollWidth > cell.clientWidth) cell.title = cell.innerText
    else cell.removeAttribute('title')
  }
  return (
    <NavContext value={{ go, pending, start }}>
      <div
        onClickCapture={onClick}
        onMouseOver={onMouseOver}
        aria-busy={pending || undefined}
        className="group/list min-w-0"
      >
        {children}
      </div>
    </NavContext>
  )
}
