import type { Detail } from '@/components/ui/details'
import { Details } from '@/components/ui/details'
import { Price } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { Panel } from '@/components/ui/panel'
import { scheduleText } from '@/lib/billing/labels'
import { type SeenTerms, termsWords } from '@/lib/packages/changes'
import { destinationsOf } from '@/lib/packages/destinations'
import type { PackageDetails } from '@/lib/packages/read/packages'
import { Destinations } from '../destinations'

function recurringDetails(terms: SeenTerms): Detail[] {
  if (terms.frequency === 'none') return []
  return [
    ...(terms.minimumSpend ? [] : [{ term: 'Timing', value: termsWords.timing[terms.timing] }]),
    { term: 'First period', value: termsWords.firstPeriod[terms.firstPeriod] },
    { term: 'Last period', value: termsWords.lastPeriod[terms.lastPeriod] },
    {
      term: 'Minimum Spend',
      value: terms.minimumSpend
        ? `Yes, charged ${plural(terms.usageGraceDays, 'day')} after the period`
        : 'No',
    },
  ]
}

/** The terms that an assignment starting today would have. */
export function Terms({ item }: { item: PackageDetails }) {
  const { terms, number } = item.current
  const price = (micro: number | null) =>
    micro === null ? null : <Price micro={micro} currency={item.currency} />
  return (
    <Panel title="Terms" description={`Version ${number}, in force today`}>
      {item.description && <p className="mb-3 whitespace-pre-line text-muted">{item.description}</p>}
      <Details
        items={[
          { term: 'Code', value: <span className="font-mono">{item.code}</span> },
          { term: 'Schedule', value: scheduleText(terms) },
          ...recurringDetails(terms),
          ...(terms.setupCostMicro === null
            ? []
            : [{ term: 'Setup Cost', value: price(terms.setupCostMicro) }]),
          { term: 'Setup Retail', value: price(terms.setupRetailMicro) },
          {
            term: 'Minimum Days',
            value: terms.minimumDays === 0 ? 'None' : plural(terms.minimumDays, 'day'),
          },
          { term: 'Type', value: termsWords.type[terms.type] },
          {
            term: 'ConnexCS Package',
            value: item.connexcsPackage && (
              <>
                {item.connexcsPackage}
                {item.connexcsUnitCostMicro !== null && item.connexcsCurrency && (
                  <span className="block text-xs text-muted">
                    Unit cost{' '}
                    <Price micro={item.connexcsUnitCostMicro} currency={item.connexcsCurrency} quiet />
                  </span>
                )}
              </>
            ),
          },
          { term: 'When funds are short', value: termsWords.whenFundsShort[terms.whenFundsShort] },
          ...(item.noticeDays === null
            ? []
            : [
                {
                  term: 'Announced',
                  value:
                    item.noticeDays === 0 ? 'Never' : `${plural(item.noticeDays, 'day')} before each charge`,
                },
              ]),
        ]}
      />
      {terms.type === 'free_minutes' && (
        <section aria-label="Destinations" className="mt-4 border-t border-line pt-3">
          <h3 className="mb-1 text-xs text-muted">Free destinations</h3>
          <Destinations destinations={destinationsOf(terms.destination)} />
        </section>
      )}
    </Panel>
  )
}
