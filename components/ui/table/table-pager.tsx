import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import { countText } from '../figure/number'
import { listHref, type SearchParams } from './list-url'
import { lastPage, type Move, type Pager, steps, summary } from './page-links'

function Step({ href, label, children }: { href: string | null; label: string; children: ReactNode }) {
  const look = 'inline-flex size-7 items-center justify-center rounded-md'
  if (href === null)
    return (
      <span aria-hidden="true" className={classNames(look, 'text-faint opacity-40')}>
        {children}
      </span>
    )
  return (
    <a
      data-list-link
      href={href}
      aria-label={label}
      className={classNames(look, 'text-muted hover:bg-hover hover:text-ink')}
    >
      {children}
    </a>
  )
}

/** The foot of a list: how many there are, which of them are here, and the way to the rest. */
export function TablePager({ params, prefix, ...pager }: Pager & { params: SearchParams; prefix?: string }) {
  const last = lastPage(pager)
  const to = (move: Move | null) => move && listHref(params, move, prefix)
  const ways = steps(pager)
  const [previous, next] = [to(ways.previous), to(ways.next)]
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 px-3 text-xs text-muted max-sm:px-1">
      <p role="status" className="num">
        {summary(pager)}
      </p>
      {(previous || next) && (
        <nav aria-label="Pages" className="flex items-center gap-1 print:hidden">
          <Step href={previous} label="Previous page">
            <ChevronLeft size={16} aria-hidden="true" />
          </Step>
          {pager.page && (
            <span className="num px-1">
              Page {countText(pager.page.number)}
              {last !== null && ` of ${countText(Math.max(last, pager.page.number))}`}
            </span>
          )}
          <Step href={next} label="Next page">
            <ChevronRight size={16} aria-hidden="true" />
          </Step>
        </nav>
      )}
    </div>
  )
}
