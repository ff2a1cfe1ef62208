import { TakeBackLine, WaiveLine } from '@/app/(admin)/charges/waive-line'
import { CalendarDate } from '@/components/ui/figure/calendar-date'
import { Money } from '@/components/ui/figure/money'
import { Panel } from '@/components/ui/panel'
import { kindWords } from '@/lib/billing-runs/labels'
import { calendarDateText } from '@/lib/date-text'
import type { ListedWaiver } from '@/lib/waivers/read/waivers'
import { type ListedLine, Taken } from '../line-list'

type Rights = { isAdmin: boolean; today: string }

/** Account managers waive, and take back, what is due from today on; the past and what was billed elsewhere is for admins. */
const mayTakeBack = (of: { billingOn: string; outcome: string }, { isAdmin, today }: Rights) =>
  isAdmin || (of.outcome === 'waived' && of.billingOn >= today)

/** What can be done to a due or coming line: waive it, or take that back. */
export function actOnLine({ currency, ...rights }: Rights & { currency: string }) {
  return ({ assignmentId, kind, periodFrom, billingOn, retailMinor, waiver }: ListedLine) => {
    if (waiver) {
      if (!mayTakeBack({ billingOn, outcome: waiver.outcome }, rights)) return null
      return <TakeBackLine id={waiver.id} label={calendarDateText(billingOn)} />
    }
    if (kind === 'credit' || kind === 'reversal' || (billingOn < rights.today && !rights.isAdmin)) return null
    return (
      <WaiveLine
        line={{ assignmentId, kind, periodFrom, billingOn }}
        what={kindWords[kind]}
        retailMinor={retailMinor}
        currency={currency}
      />
    )
  }
}

/** What was taken off up to today, which no list of coming charges names any more. */
export function TakenOffPanel({ taken, ...rights }: Rights & { taken: ListedWaiver[] }) {
  return (
    <Panel title="Taken off by hand">
      <ol className="-my-1 flex flex-col">
        {taken.map(waiver => (
          <li
            key={waiver.id}
            className="flex min-h-8 flex-wrap items-center gap-x-3 border-b border-line py-1 last:border-0"
          >
            <span className="w-24 shrink-0 text-muted">
              <CalendarDate date={waiver.billingOn} />
            </span>
            <span className="min-w-0 flex-1 truncate text-muted">{kindWords[waiver.kind]}</span>
            {waiver.retailMinor !== null && (
              <s>
                <Money minor={waiver.retailMinor} currency={waiver.currency} quiet />
              </s>
            )}
            <Taken waiver={waiver}>
              {mayTakeBack(waiver, rights) && (
                <TakeBackLine id={waiver.id} label={calendarDateText(waiver.billingOn)} />
              )}
            </Taken>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
