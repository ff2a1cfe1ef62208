import { marginPercent } from '@/components/ui/figure/margin'
import { Money } from '@/components/ui/figure/money'
import type { MonthlySums } from '@/lib/packages/read/impact'

type Row = {
  label: string
  before: bigint
  after: bigint
  isOwed?: boolean
  notes?: [string | null, string | null]
}

function rowsOf(before: MonthlySums, after: MonthlySums): Row[] {
  const left = (sums: MonthlySums) => sums.retailMinor - sums.costMinor
  const rows: Row[] = [{ label: 'Retail', before: before.retailMinor, after: after.retailMinor }]
  if (before.committedMinor > 0n || after.committedMinor > 0n)
    rows.push({ label: 'Commitment', before: before.committedMinor, after: after.committedMinor })
  rows.push({ label: 'Cost', before: before.costMinor, after: after.costMinor })
  // What usage leaves of a commitment is not known: there is no margin to show.
  if (rows.length === 2)
    rows.push({
      label: 'Margin',
      before: left(before),
      after: left(after),
      isOwed: true,
      notes: [
        marginPercent(before.retailMinor, before.costMinor),
        marginPercent(after.retailMinor, after.costMinor),
      ],
    })
  return rows
}

/** An average month of those who follow, before and after a change. */
export function ImpactSums({
  before,
  after,
  currency,
}: {
  before: MonthlySums
  after: MonthlySums
  currency: string
}) {
  const cell = 'py-1 pl-3 text-right align-top'
  return (
    <div className="overflow-x-auto">
      <table className="w-full" aria-label={`Per month in ${currency}`}>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="text-left font-normal">
              Per month, {currency}
            </th>
            {['Before', 'After', 'Change'].map(label => (
              <th key={label} scope="col" className={`${cell} font-normal`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(before, after).map(({ label, before: was, after: is, isOwed, notes }) => (
            <tr key={label} className="border-t border-line">
              <th scope="row" className="py-1 text-left font-normal text-muted">
                {label}
              </th>
              {[was, is].map((minor, side) => (
                <td key={side === 0 ? 'before' : 'after'} className={cell}>
                  <Money minor={minor} currency={currency} owed={isOwed} bare />
                  {notes?.[side] && <span className="num block text-xs text-muted">{notes[side]}</span>}
                </td>
              ))}
              <td className={`${cell} font-medium`}>
                <Money minor={is - was} currency={currency} sign bare />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
