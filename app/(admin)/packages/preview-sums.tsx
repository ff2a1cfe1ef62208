import { marginPercent } from '@/components/ui/figure/margin'
import { Money } from '@/components/ui/figure/money'
import { countText, plural } from '@/components/ui/figure/number'
import type { Terms } from '@/lib/billing/terms'
import type { Preview, Sums } from '@/lib/packages/preview'

type Span = { label: string; note: string; sums: Sums }

function spansOf(preview: Preview, terms: Terms): Span[] {
  const spans: Span[] = []
  if (terms.frequency === 'none') spans.push({ label: 'Once', note: 'on the start', sums: preview.period })
  else
    spans.push({
      label: terms.minimumSpend ? 'Per period' : 'Per date',
      note: 'one whole period',
      sums: preview.period,
    })
  if (preview.year) {
    const { dates, years } = preview.year
    const note = years === 1 ? plural(dates, 'date') : `${plural(dates, 'date')} in ${countText(years)} years`
    spans.push({ label: 'Per year', note, sums: preview.year })
  }
  if (preview.setup.retailMinor > 0n || preview.setup.costMinor > 0n)
    spans.push({ label: 'Setup', note: 'once', sums: preview.setup })
  return spans
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
  const spans = spansOf(preview, terms)
  const cell = 'py-1 pl-3 text-right'
  return (
    <div className="overflow-x-auto">
      <table className="w-full" aria-label="Amounts">
        <thead>
          <tr>
            <td />
            {spans.map(({ label, note }) => (
              <th key={label} scope="col" className={`${cell} align-bottom font-medium`}>
                {label}
                <span className="block text-xs font-normal text-muted">{note}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal text-muted">
              {terms.minimumSpend ? 'Commitment' : 'Retail'}
            </th>
            {spans.map(({ label, sums }) => (
              <td key={label} className={cell}>
                <Money minor={sums.retailMinor} currency={currency} />
              </td>
            ))}
          </tr>
          <tr className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal text-muted">
              Cost
            </th>
            {spans.map(({ label, sums }) => (
              <td key={label} className={cell}>
                <Money minor={sums.costMinor} currency={currency} />
              </td>
            ))}
          </tr>
          {!terms.minimumSpend && (
            <tr className="border-t border-line align-top">
              <th scope="row" className="py-1 text-left font-normal text-muted">
                Margin
              </th>
              {spans.map(({ label, sums }) => (
                <td key={label} className={`${cell} font-medium`}>
                  <Money minor={sums.retailMinor - sums.costMinor} currency={currency} owed />
                  <span className="num block text-xs font-normal text-muted">
                    {marginPercent(sums.retailMinor, sums.costMinor) ?? '—'}
                  </span>
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}
