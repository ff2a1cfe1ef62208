import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/figure/instant'
import { Link } from '@/components/ui/link'
import { listHref, type SearchParams } from '@/components/ui/table/list-url'
import { actionText } from '@/lib/audit/labels'
import type { HistoryRow } from '@/lib/audit/read/history'
import { ChangeList } from '../audit/change-list'

/** Every change with its author, the latest first, and the reason if one was asked. */
export function HistoryList({
  found,
  params,
  timeZone,
}: {
  found: { rows: HistoryRow[]; next: string | null; previous: string | null }
  params: SearchParams
  timeZone: string
}) {
  if (found.rows.length === 0)
    return (
      <EmptyState title="No changes recorded">
        Every change is listed here, with its author and time.
      </EmptyState>
    )
  const { previous, next } = found
  const pager = [
    ...(previous === null ? [] : [{ label: 'Newer', href: listHref(params, { before: previous }) }]),
    ...(next === null ? [] : [{ label: 'Older', href: listHref(params, { after: next }) }]),
  ]
  return (
    <>
      <ol className="flex flex-col">
        {found.rows.map(row => (
          <li key={row.id} className="border-b border-line py-3 last:border-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p>
                <span className="font-medium">{actionText(row.action)}</span>{' '}
                <span className="text-muted">
                  {row.label} · {row.actor}
                </span>
              </p>
              <span className="text-muted">
                <Instant at={row.at} timeZone={timeZone} />
              </span>
            </div>
            {row.reason && <p className="mt-1">“{row.reason}”</p>}
            <ChangeList before={row.before} after={row.after} />
          </li>
        ))}
      </ol>
      {pager.length > 0 && (
        <nav aria-label="Pages of the history" className="flex gap-4 pt-3">
          {pager.map(({ label, href }) => (
            <Link key={label} href={href} scroll={false} className="font-medium text-accent hover:underline">
              {label}
            </Link>
          ))}
        </nav>
      )}
    </>
  )
}
