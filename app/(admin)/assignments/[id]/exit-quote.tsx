'use client'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import type { ExitCost, ExitQuote } from '@/lib/assignments/read/exit-quote'
import { calendarDateText } from '@/lib/date-text'
import { LineList } from '../line-list'
import { useExitQuote } from './use-exit-quote'

/** What leaving on the chosen day costs, and the days that are worth knowing; one click takes one of them. */
export function ExitQuoteView({
  assignmentId,
  endOn,
  onChoose,
}: {
  assignmentId: number
  endOn: string
  onChoose: (day: string) => void
}) {
  const { quote, busy, failed } = useExitQuote(assignmentId, endOn)
  if (!quote)
    return (
      <p className="text-muted" aria-live="polite">
        {failed ? 'The cost could not be worked out. Change the day to try again.' : 'Working out the cost…'}
      </p>
    )
  return (
    <section
      aria-live="polite"
      aria-busy={busy || undefined}
      className="flex flex-col gap-3 transition-opacity aria-busy:opacity-60 aria-busy:delay-200"
    >
      <h3 className="text-base font-semibold">Cost of leaving</h3>
      <p className="text-muted">{policyText(quote)}</p>
      {quote.chosen && <Chosen quote={quote} chosen={quote.chosen} />}
      {quote.isTooFar && <p>Costs are not worked out for days more than 20 years away.</p>}
      <Choices quote={quote} onChoose={onChoose} />
    </section>
  )
}

function policyText({ lastPeriod, minimumDays, earliestEnd, minimumSpend }: ExitQuote): string {
  const policy = {
    prorate:
      'A period that the end cuts is charged by the day; charges for later days come back as a credit.',
    full: 'A period that the end cuts is charged in full: nothing comes back.',
    none: 'It is charged once: nothing comes back, and nothing more is charged.',
  }[lastPeriod ?? 'none']
  const days = minimumDays > 0 ? ` Minimum days: not before ${calendarDateText(earliestEnd)}.` : ''
  return `${policy}${minimumSpend ? ' Commitments as if nothing more is spent.' : ''}${days}`
}

function Chosen({ quote, chosen }: { quote: ExitQuote; chosen: NonNullable<ExitQuote['chosen']> }) {
  const { currency } = quote
  return (
    <div className="rounded-lg border border-line p-3">
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <span>
          Ending on <CalendarDate date={chosen.endOn} weekday />
        </span>
        <span className="text-base font-semibold">
          <Net cost={chosen} currency={currency} />
        </span>
      </p>
      {chosen.lines.length > 0 && (
        <LineList lines={chosen.lines} more={chosen.lineCount - chosen.lines.length} currency={currency} />
      )}
    </div>
  )
}

/** Still to pay, a credit, or nothing: in a word beside the amount. */
export function Net({ cost, currency }: { cost: ExitCost; currency: string }) {
  if (cost.netMinor === 0n) return <>Nothing more to pay</>
  const isCredit = cost.netMinor < 0n
  return (
    <>
      {isCredit ? 'Credit ' : 'To pay '}
      <Money minor={isCredit ? -cost.netMinor : cost.netMinor} currency={currency} />
    </>
  )
}

type Choice = { label: string; cost: ExitCost }

function choicesOf({ cheapest, periodEnds }: ExitQuote): Choice[] {
  const [running, next] = periodEnds
  const all = [
    { label: 'Cheapest day', cost: cheapest },
    { label: 'End of the period', cost: running },
    { label: 'End of the next period', cost: next },
  ].filter((choice): choice is Choice => Boolean(choice.cost))
  const days = new Map<string, Choice>()
  for (const { label, cost } of all) {
    const same = days.get(cost.endOn)
    days.set(cost.endOn, { cost, label: same ? `${same.label}, ${label.toLowerCase()}` : label })
  }
  return [...days.values()]
}

function Choices({ quote, onChoose }: { quote: ExitQuote; onChoose: (day: string) => void }) {
  return (
    <ul className="flex flex-col">
      {choicesOf(quote).map(({ label, cost }) => (
        <li key={cost.endOn} className="border-b border-line last:border-0">
          <button
            type="button"
            onClick={() => onChoose(cost.endOn)}
            className="flex min-h-10 w-full flex-wrap items-center gap-x-3 py-1 text-left hover:bg-hover"
          >
            <span className="min-w-36">{label}</span>
            <span className="num text-muted">{calendarDateText(cost.endOn)}</span>
            <span className="ml-auto">
              <Net cost={cost} currency={quote.currency} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
