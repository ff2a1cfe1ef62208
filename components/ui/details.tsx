import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Detail = { term: string; value: ReactNode; hint?: string }

const grids = {
  1: 'grid-cols-1',
  2: 'grid-cols-1 sm:grid-cols-2',
  3: 'grid-cols-2 lg:grid-cols-3',
} as const

/** Terms and their values. One column reads as rows, more as small cards without boxes. Nothing shows a dash. */
export function Details({ items, columns = 1 }: { items: Detail[]; columns?: 1 | 2 | 3 }) {
  const rows = columns === 1
  return (
    <dl className={classNames('grid', grids[columns], rows ? 'gap-y-0' : 'gap-x-6 gap-y-4')}>
      {items.map(({ term, value, hint }) => (
        <div
          key={term}
          title={hint}
          className={
            rows
              ? 'flex min-h-8 items-baseline justify-between gap-4 border-b border-line py-1.5 last:border-0'
              : 'min-w-0'
          }
        >
          <dt className={rows ? 'shrink-0 text-muted' : 'mb-0.5 text-xs text-muted'}>{term}</dt>
          <dd className={classNames('min-w-0 break-words', rows && 'text-right')}>
            {value === null || value === undefined || value === '' ? (
              <span className="text-faint">—</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
