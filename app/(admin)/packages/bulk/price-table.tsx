import { Price } from '@/components/ui/figure/money'
import { formatPrice } from '@/lib/money'
import type { PlannedPackage, PlannedPrice } from '@/lib/packages/read/many'

export type PriceColumn = { key: 'retail' | 'cost' | 'setupRetail' | 'setupCost'; label: string }

function Change({ price, from, to }: { price: PlannedPrice; from: string; to: string }) {
  if (price.before === price.after && (from === to || price.after === 0))
    return (
      <span className="text-faint">
        <Price micro={price.after} currency={to} quiet />
      </span>
    )
  return (
    <>
      <span className="num block text-xs text-muted">
        <span className="sr-only">from </span>
        <span className="line-through decoration-line-strong">{formatPrice(price.before, from)}</span> {from}
      </span>
      <span className="sr-only"> to </span>
      <Price micro={price.after} currency={to} />
    </>
  )
}

/** Every package with its old and new prices, and what stands in the way of a change. */
export function PriceTable({
  rows,
  columns,
  currency,
}: {
  rows: PlannedPackage[]
  columns: PriceColumn[]
  /** The currency of the copies; without it each stays in its own. */
  currency?: string
}) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full" aria-label="Old and new prices">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-normal">
              Package
            </th>
            {columns.map(({ key, label }) => (
              <th key={key} scope="col" className="px-3 py-1.5 text-right font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id} className="border-t border-line align-top">
              <th scope="row" className="px-3 py-1.5 text-left font-normal">
                <span className="line-clamp-2" title={row.newName}>
                  {row.newName}
                </span>
                {row.problem && <span className="block text-xs text-bad">{row.problem}</span>}
                {row.note && <span className="block text-xs text-muted">{row.note}</span>}
              </th>
              {columns.map(({ key }) => (
                <td key={key} className="px-3 py-1.5 text-right whitespace-nowrap">
                  <Change price={row[key]} from={row.currency} to={currency ?? row.currency} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
