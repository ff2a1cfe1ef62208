import { MoneyList } from '@/components/ui/figure/money'
import { countText, plural } from '@/components/ui/figure/number'
import type { ChosenLines, Sum } from '@/lib/waivers/read/chosen-lines'

export type What = 'charge' | 'waived' | 'marked_billed'

/** How many charges a deed is about: of a run, those of the same customers that were not chosen too. */
export function countOf(what: What, { keys, run }: ChosenLines): number {
  return what === 'charge' ? run.chosenCount + run.otherCount : keys.length
}

/** The deed and the number: `Waive 212 charges`. */
export function deedOf(what: What, chosen: ChosenLines): string {
  const count = plural(countOf(what, chosen), 'charge')
  if (what === 'charge') return `Post ${count}`
  return what === 'waived' ? `Waive ${count}` : `Mark ${count} as billed`
}

export const heldWords = ({ run }: ChosenLines) =>
  run.heldCount === 0
    ? 'They are charged or not planned any more.'
    : `${plural(run.heldCount, 'charge')} ${run.heldCount === 1 ? 'stays' : 'stay'} held: funds are short.`

const Sums = ({ sums }: { sums: Sum[] }) => (
  <p className="text-base font-semibold text-ink">
    <MoneyList amounts={sums.map(({ currency, retailMinor }) => ({ currency, minor: retailMinor }))} />
  </p>
)

const Gone = ({ count }: { count: number }) =>
  count === 0 ? null : (
    <p>
      {plural(count, 'more line')} {count === 1 ? 'was' : 'were'} charged meanwhile or cannot be planned, and{' '}
      {count === 1 ? 'is' : 'are'} left out.
    </p>
  )

/** What waiving, or marking as billed, means. */
export function TakeOffWords({ what, chosen }: { what: What; chosen: ChosenLines }) {
  return (
    <div className="flex flex-col gap-2">
      <Sums sums={chosen.sums} />
      <p>
        {what === 'waived'
          ? 'These periods are never charged.'
          : 'These periods were billed elsewhere and are not charged here.'}{' '}
        All of them are saved, or none. Each run names them as skipped, and each can be taken back.
      </p>
      <Gone count={chosen.goneCount} />
    </div>
  )
}

/** What a run over the customers of the chosen lines charges: those lines, and what else is due to the same customers. */
export function ChargeWords({ chosen }: { chosen: ChosenLines }) {
  const { customerCount, chosenCount, otherCount, heldCount, sums } = chosen.run
  return (
    <div className="flex flex-col gap-2">
      <Sums sums={sums} />
      <p>
        A run for {plural(customerCount, 'customer')} charges everything that is due to{' '}
        {customerCount === 1 ? 'it' : 'them'}, oldest first: {plural(chosenCount, 'selected charge')}
        {otherCount > 0 &&
          `, and ${countText(otherCount)} more that ${otherCount === 1 ? 'is' : 'are'} not selected`}
        . You can watch it, and undo it afterwards.
      </p>
      {otherCount > 0 && <p>Waive or mark as billed first what should not be charged.</p>}
      {heldCount > 0 && <p>{heldWords(chosen)}</p>}
      <Gone count={chosen.goneCount} />
    </div>
  )
}
