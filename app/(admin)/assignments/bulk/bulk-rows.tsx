'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Money, MoneyList } from '@/components/ui/figure/money'
import { countText, plural } from '@/components/ui/figure/number'
import { IconButton } from '@/components/ui/icon-button'
import type { BulkPreview } from '@/lib/bulk/preview'

/** Every row of a bulk change with what happens to it, fifty at a time, and the sum of all. */
export function BulkRows({
  preview,
  amount,
  onPage,
}: {
  preview: BulkPreview
  amount: string
  onPage: (page: number) => void
}) {
  const { okCount, leftOut, wait, totals, rows, page, pageCount } = preview
  return (
    <section>
      <div className="flex items-start justify-between gap-3">
        <div>
          <h3 className="text-base font-semibold">{plural(okCount, 'row')} will change</h3>
          {leftOut > 0 && <p className="text-warn">{countText(leftOut)} left out, first in this list</p>}
          {wait !== null && <p className="text-muted">{wait}</p>}
        </div>
        {totals.length > 0 && (
          <div className="text-right">
            <p className="text-xs text-muted">{amount}</p>
            <MoneyList amounts={totals} />
          </div>
        )}
      </div>
      <ul className="mt-2" aria-label="Rows">
        {rows.map(row => (
          <li key={row.key} className="flex items-baseline gap-3 border-b border-line py-1.5 last:border-0">
            <span className="min-w-0 flex-1">
              <span className="num block truncate font-medium">{row.label}</span>
              <span className="block text-xs text-muted">
                {row.problem ? (
                  <span className="text-warn">Left out: {row.problem}</span>
                ) : (
                  (row.package ?? row.customer)
                )}
              </span>
            </span>
            {row.problem === null && row.currency !== null && (
              <Money minor={row.amountMinor} currency={row.currency} />
            )}
          </li>
        ))}
      </ul>
      {pageCount > 1 && (
        <div className="mt-2 flex items-center justify-end gap-1 text-xs text-muted">
          <span className="num mr-1">
            Page {countText(page)} of {countText(pageCount)}
          </span>
          <IconButton
            label="Earlier rows"
            icon={ChevronLeft}
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          />
          <IconButton
            label="Later rows"
            icon={ChevronRight}
            disabled={page >= pageCount}
            onClick={() => onPage(page + 1)}
          />
        </div>
      )}
    </section>
  )
}
