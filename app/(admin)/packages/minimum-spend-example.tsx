import { Money } from '@/components/ui/figure/money'
import type { Terms } from '@/lib/billing/terms'
import { spendExamples } from '@/lib/packages/preview'

/** Minimum spend with this package's own retail: what the customer spent, and what is charged on top. */
export function MinimumSpendExample({
  terms,
  currency,
  quantity,
}: {
  terms: Terms
  currency: string
  quantity: number
}) {
  const examples = spendExamples(terms, currency, quantity)
  const distinct = examples.filter(
    (example, index) => examples.findIndex(other => other.spendMinor === example.spendMinor) === index,
  )
  return (
    <section aria-label="Minimum spend by example" className="rounded-lg bg-sunken px-3 py-2.5">
      <p className="mb-1.5 text-muted">
        At the end of each period, what the customer spent on calls is taken off the commitment.
        {terms.usageGraceDays > 0 && ` Charged ${terms.usageGraceDays} days later, for late calls.`}
      </p>
      <table className="w-full">
        <thead>
          <tr className="text-xs text-muted">
            <th className="text-left font-normal">Spent in the period</th>
            <th className="text-right font-normal">Charged</th>
          </tr>
        </thead>
        <tbody>
          {distinct.map(({ spendMinor, chargeMinor }) => (
            <tr key={spendMinor.toString()}>
              <td className="py-0.5">
                <Money minor={spendMinor} currency={currency} />
              </td>
              <td className="py-0.5 text-right">
                {chargeMinor === 0n ? (
                  <span className="text-muted">Nothing</span>
                ) : (
                  <Money minor={chargeMinor} currency={currency} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
