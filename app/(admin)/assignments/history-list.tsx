import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Link } from '@/components/ui/link'
import { listHref, type SearchParams } from '@/components/ui/list-url'
import type { HistoryRow } from '@/lib/customers/history'

const hidden = ['revision', 'id', 'customerId', 'payerId', 'didId', 'packageId', 'nextDueOn', 'createdBy']

/** `autoDecrementCredit` to `Auto decrement credit`. */
function wordsOf(name: string): string {
  const words = name.replace(/On$/, '').replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `customer.updated` to `Customer updated`. */
const deed = (action: string) => wordsOf(action.replaceAll(/[._]/g, ' '))

function Changes({ row }: { row: HistoryRow }) {
  const names = Object.keys({ ...row.before, ...row.after }).filter(name => !hidden.includes(name))
  if (names.length === 0) return null
  return (
    <ul className="mt-1 flex flex-col gap-0.5 text-muted">
      {names.map(name => (
        <li key={name} className="break-words">
          {wordsOf(name)}:{' '}
          {row.before && name in row.before && (
            <span className="line-through">{shown(row.before[name])}</span>
          )}
          {row.before && name in row.before && row.after && ' '}
          {row.after && name in row.after && <span className="text-ink">{shown(row.after[name])}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Who changed what, the latest first, with the reason where one was asked. */
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
        What people change here is listed, with who and when.
      </EmptyState>
    )
  const pager = [
    { label: 'Newer', href: found.previous && listHref(params, { before: found.previous }) },
    { label: 'Older', href: found.next && listHref(params, { after: found.next }) },
  ]
  return (
    <>
      <ol className="flex flex-col">
        {found.rows.map(row => (
          <li key={row.id} className="border-b border-line py-3 last:border-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p>
                <span className="font-medium">{deed(row.action)}</span>{' '}
                <span className="text-muted">
                  {row.label} · {row.actor}
                </span>
              </p>
              <span className="text-muted">
                <Instant at={row.at} timeZone={timeZone} />
              </span>
            </div>
            {row.reason && <p className="mt-1">“{row.reason}”</p>}
            <Changes row={row} />
          </li>
        ))}
      </ol>
      <nav aria-label="Pages of the history" className="flex gap-4 pt-3">
        {pager.map(
          ({ label, href }) =>
            href && (
              <Link
                key={label}
                href={href}
                scroll={false}
                className="font-medium text-accent hover:underline"
              >
                {label}
              </Link>
            ),
        )}
      </nav>
    </>
  )
}
