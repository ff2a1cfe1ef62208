import { Margin } from '@/components/ui/margin'
import { Money } from '@/components/ui/money'
import { countText, plural } from '@/components/ui/number'
import type { Terms } from '@/lib/billing/terms'
import type { Preview, Sums } from '@/lib/packages/preview'

type Row = { label: string; note?: string; sums: Sums }

function yearNote(dates: number, years: number): string {
  if (years === 1) return plural(dates, 'date')
  return `${plural(dates, 'date')} in ${countText(years)} years`
}

function rowsOf(preview: Preview, terms: Terms): Row[] {
  const rows: Row[] = []
  if (terms.frequency === 'none') rows.push({ label: 'Once', sums: preview.period })
  else rows.push({ label: terms.minimumSpend ? 'Per period' : 'Per date', sums: preview.period })
  if (preview.year) {
    const { dates, years } = preview.year
    rows.push({ label: 'Per year', note: yearNote(dates, years), sums: preview.year })
  }
  if (preview.setup.retailMinor > 0n || preview.setup.costMinor > 0n)
    rows.push({ label: 'Setup', note: 'once', sums: preview.setup })
  return rows
}

/** Retail, cost and what is left of them, per billing date, in an average year and for setup. */
export function PreviewSums({
  preview,
  terms,
  currency,
}: {
  preview: Preview
  terms: Terms
  currency: string
}) {
  return (
    <table className="w-full" aria-label={`Amounts in ${currency}`}>
      <thead>
        <tr className="text-xs text-muted">
          <th className="pb-1 text-left font-normal">{currency}</th>
          <th className="pb-1 text-right font-normal">{terms.minimumSpend ? 'Commitment' : 'Retail'}</th>
          <th className="pb-1 text-right font-normal">Cost</th>
          {!terms.minimumSpend && <th className="pb-1 text-right font-normal">Margin</th>}
        </tr>
      </thead>
      <tbody>
        {rowsOf(preview, terms).map(({ label, note, sums }) => (
          <tr key={label} className="border-t border-line align-baseline">
            <th scope="row" className="py-1.5 text-left font-medium">
              {label}
              {note && <span className="block text-xs font-normal text-muted">{note}</span>}
            </th>
            <td className="py-1.5 text-right">
              <Money minor={sums.retailMinor} currency={currency} />
            </td>
            <td className="py-1.5 text-right">
              <Money minor={sums.costMinor} currency={currency} quiet />
            </td>
            {!terms.minimumSpend && (
              <td className="py-1.5 text-right">
                <Margin retail={sums.retailMinor} cost={sums.costMinor} currency={currency} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
