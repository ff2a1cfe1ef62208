'use client'
import { type Detail, Details } from '@/components/ui/details'
import { Money, Price } from '@/components/ui/figure/money'
import { countText, plural } from '@/components/ui/figure/number'
import { Notice } from '@/components/ui/notice'
import type { PackageCard } from '@/lib/assignments/read/preview'
import { LineList } from './line-list'
import type { Preview } from './use-preview'

const firstWords: Record<string, string> = { skip: 'Not charged', prorate: 'By the day', full: 'In full' }
const lastWords: Record<string, string> = { prorate: 'By the day', full: 'In full' }

function cardItems(card: PackageCard): Detail[] {
  const { currency } = card
  const items: Detail[] = [
    {
      term: card.minimumSpend ? 'Commitment' : 'Retail',
      value: <Price micro={card.retailMicro} currency={currency} />,
    },
  ]
  if (card.costMicro !== null)
    items.push({ term: 'Cost', value: <Price micro={card.costMicro} currency={currency} /> })
  if (card.setupRetailMicro > 0)
    items.push({ term: 'Set-up', value: <Price micro={card.setupRetailMicro} currency={currency} /> })
  if (card.setupCostMicro !== null && card.setupCostMicro > 0)
    items.push({ term: 'Set-up cost', value: <Price micro={card.setupCostMicro} currency={currency} /> })
  if (card.hasPeriods) {
    items.push({ term: 'Partial first period', value: firstWords[card.firstPeriod] })
    items.push({ term: 'Partial last period', value: lastWords[card.lastPeriod] })
  }
  if (card.minimumDays > 0) items.push({ term: 'Minimum days', value: countText(card.minimumDays) })
  if (card.isFreeMinutes)
    items.push({
      term: 'Free to',
      value:
        card.destination.length === 0 ? 'Every destination' : card.destination.map(p => `+${p}`).join(', '),
    })
  if (card.connexcsPackage) items.push({ term: 'Switches on', value: card.connexcsPackage })
  if (card.holdsWhenShort) items.push({ term: 'When funds are short', value: 'Held' })
  return items
}

function whyEmpty({ busy, failed }: Preview): string {
  if (failed) return 'The charges could not be worked out. Change a field to try again.'
  return busy ? 'Working out the charges…' : 'Choose a package to see its charges.'
}

/** *Package details* and what the assignment will charge, from the planner of the runs. */
export function AssignPreview(preview: Preview) {
  const { found, busy } = preview
  if (!found)
    return (
      <div className="py-8 text-center text-muted" aria-live="polite">
        {whyEmpty(preview)}
      </div>
    )
  const { card, charges, otherCommitments } = found
  return (
    <div
      aria-live="polite"
      aria-busy={busy || undefined}
      className="flex flex-col gap-4 transition-opacity aria-busy:opacity-60 aria-busy:delay-200"
    >
      <section>
        <h3 className="text-base font-semibold">Package details</h3>
        <p className="mt-0.5 font-medium">{card.name}</p>
        <p className="mb-2 text-muted">
          {card.minimumSpend ? 'Minimum spend. ' : ''}
          {card.sentence}
        </p>
        <Details items={cardItems(card)} />
      </section>
      {otherCommitments > 0 && (
        <Notice tone="warn" title="A second minimum spend">
          There {otherCommitments === 1 ? 'is' : 'are'} already {plural(otherCommitments, 'commitment')}. The
          same usage counts for each of them in full.
        </Notice>
      )}
      {charges && charges.pastCount > 0 && (
        <section>
          <h3 className="text-base font-semibold">
            Before today: {plural(charges.pastCount, 'charge')},{' '}
            <Money minor={charges.pastMinor} currency={card.currency} />
          </h3>
          <LineList
            lines={charges.past}
            currency={card.currency}
            more={charges.pastCount - charges.past.length}
          />
        </section>
      )}
      {charges ? (
        <section>
          <h3 className="text-base font-semibold">Coming charges</h3>
          {card.minimumSpend && <p className="text-xs text-muted">As if nothing more is spent.</p>}
          {charges.coming.length > 0 ? (
            <LineList lines={charges.coming} currency={card.currency} />
          ) : (
            <p className="text-muted">Nothing will be charged from today on.</p>
          )}
        </section>
      ) : (
        <p className="text-muted">Enter a quantity and dates to see the coming charges.</p>
      )}
    </div>
  )
}
