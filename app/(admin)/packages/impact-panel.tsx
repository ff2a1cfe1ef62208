'use client'
import { Money } from '@/components/ui/figure/money'
import { plural } from '@/components/ui/figure/number'
import { useLiveAnswer } from '@/components/ui/form/use-live-answer'
import { Spinner } from '@/components/ui/spinner'
import type { Impact } from '@/lib/packages/read/impact'
import { impact } from './actions'
import { fromText, ImpactNotes } from './impact-dates'
import { ImpactSums } from './impact-sums'

function sentenceOf(found: Impact): string {
  const { assignments, customers, overruled } = found
  if (assignments === 0 && overruled > 0) return 'No current assignment is affected.'
  if (assignments === 0) return 'No current assignment is affected: the new terms are for future assignments.'
  return `${plural(assignments, 'assignment')} of ${plural(customers, 'customer')} ${assignments === 1 ? 'is' : 'are'} affected, ${fromText(found)}.`
}

function MostAffected({ found, currency }: { found: Impact; currency: string }) {
  const rows = found.most.filter(row => row.retailMinor + row.committedMinor !== 0n || row.costMinor !== 0n)
  if (rows.length === 0) return null
  const isPart = found.customers > rows.length
  return (
    <details>
      <summary className="cursor-pointer text-muted hover:text-ink">
        {isPart ? `The ${rows.length} customers most affected` : 'Customers affected'}
      </summary>
      <ol className="mt-1">
        {rows.map(row => (
          <li key={row.id} className="flex items-baseline justify-between gap-3 border-t border-line py-1">
            <span className="min-w-0 truncate" title={row.name}>
              {row.name} <span className="text-muted">{row.accountCode}</span>
            </span>
            <span className="shrink-0 text-right">
              <Money minor={row.retailMinor + row.committedMinor} currency={currency} sign />
              <span className="text-muted"> a month</span>
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The assignments that the typed terms affect and the effect per month, asked from the server during typing. */
export function ImpactPanel({ input, currency }: { input: Parameters<typeof impact>[0]; currency: string }) {
  const { data, problem, isWaiting } = useLiveAnswer(input, impact)
  return (
    <section
      aria-label="Effect"
      aria-live="polite"
      aria-busy={isWaiting || undefined}
      className="flex flex-col gap-2 border-t border-line pt-3"
    >
      {data && (
        <>
          <p>{sentenceOf(data)}</p>
          <ImpactNotes figures={data} />
          {data.assignments > 0 && (
            <>
              <ImpactSums before={data.before} after={data.after} currency={currency} />
              <MostAffected found={data} currency={currency} />
            </>
          )}
        </>
      )}
      {isWaiting ? (
        <p className="flex items-center gap-2 text-muted">
          <Spinner /> Counting the affected assignments…
        </p>
      ) : (
        problem && <p className="text-muted">The effect is worked out once this is corrected: {problem}</p>
      )}
    </section>
  )
}
