import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { listHref, type SearchParams } from './list-url'
import { countText } from './number'

export type Pager = {
  count?: number
  /** Counting stops here: a higher count says no more than that there are more. */
  countedTo?: number
  shown: number
  /** Where there is a cursor as well, it says where to go, and this only what to call it. */
  page?: { number: number; size: number }
  cursor?: { next: string | null; previous: string | null }
}

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

function summary({ count, countedTo = Number.POSITIVE_INFINITY, shown, page }: Pager): string {
  if (count === undefined) return `${countText(shown)} shown`
  const all = count > countedTo ? `${countText(countedTo)}+` : countText(count)
  if (!page || count === 0) return `${all} in all`
  const first = (page.number - 1) * page.size + 1
  return `${countText(first)}–${countText(first + shown - 1)} of ${all}`
}

type Move = Record<string, string | null>

/** Where the arrows lead, as changes of the URL. The way back to the first page is the list's bare address. */
function steps({ count, countedTo, shown, page, cursor }: Pager): {
  next: Move | null
  previous: Move | null
} {
  const number = page?.number ?? 1
  const first: Move = { page: null }
  const numbered = (at: number): Move => (page ? { page: String(at) } : {})
  if (cursor) {
    const { next, previous } = cursor
    return {
      next: next === null ? null : { after: next, ...numbered(number + 1) },
      previous:
        previous === null
          ? null
          : page && number <= 2
            ? first
            : { before: previous, ...numbered(number - 1) },
    }
  }
  if (!page) return { next: null, previous: null }
  const last = lastPage({ count, countedTo, shown, page })
  const hasNext = last === null ? shown === page.size : number < last
  return {
    next: hasNext ? numbered(number + 1) : null,
    previous: number > 1 ? (number === 2 ? first : numbered(number - 1)) : null,
  }
}

function lastPage({ count, countedTo = Number.POSITIVE_INFINITY, page }: Pager): number | null {
  return page && count !== undefined && count <= countedTo ? Math.max(1, Math.ceil(count / page.size)) : null
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
