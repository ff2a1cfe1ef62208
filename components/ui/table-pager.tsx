import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { listHref, type SearchParams } from './list-url'
import { countText } from './number'

export type Pager = {
  count?: number
  shown: number
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

function summary({ count, shown, page }: Pager): string {
  if (page && count !== undefined && count > 0) {
    const first = (page.number - 1) * page.size + 1
    return `${countText(first)}–${countText(first + shown - 1)} of ${countText(count)}`
  }
  return count === undefined ? `${countText(shown)} shown` : `${countText(count)} in all`
}

/** The foot of a list: how many there are, which of them are here, and the way to the rest. */
export function TablePager({ params, prefix, ...pager }: Pager & { params: SearchParams; prefix?: string }) {
  const { count, shown, page, cursor } = pager
  const last = page && count !== undefined ? Math.max(1, Math.ceil(count / page.size)) : null
  const to = (changes: Record<string, string | null>) => listHref(params, changes, prefix)
  const number = page?.number ?? 1
  const hasNext = page && (last === null ? shown === page.size : number < last)
  const previous = page
    ? number > 1
      ? to({ page: number === 2 ? null : String(number - 1) })
      : null
    : cursor?.previous
      ? to({ before: cursor.previous })
      : null
  const next = page
    ? hasNext
      ? to({ page: String(number + 1) })
      : null
    : cursor?.next
      ? to({ after: cursor.next })
      : null
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 px-3 text-xs text-muted max-sm:px-1">
      <p role="status" className="num">
        {summary(pager)}
      </p>
      {(previous || next) && (
        <nav aria-label="Pages" className="flex items-center gap-1">
          <Step href={previous} label="Previous page">
            <ChevronLeft size={16} aria-hidden="true" />
          </Step>
          {last !== null && (
            <span className="num px-1">
              Page {countText(number)} of {countText(last)}
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
