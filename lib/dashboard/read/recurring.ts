/** What the active assignments bring in an average month, by currency. */
import type { Within } from '@/lib/access/context'
import { scaledToMinor, sumByPackage } from '@/lib/packages/read/recurring'

/** Per month, in minor units. `committedMinor` is minimum spend, which usage may cover: it is in neither other sum. */
export type Recurring = {
  currency: string
  retailMinor: bigint
  /** Null where the actor may not see cost. */
  costMinor: bigint | null
  committedMinor: bigint
}

/**
 * Recurring amounts per average month of what is active today, by currency: each price times the quantity times the dates
 * that the schedule has in an average month, rounded once at the end. Minimum spend counts as a commitment of its own.
 */
export async function sumRecurring({ db, actor, today }: Within<'actor' | 'today'>): Promise<Recurring[]> {
  const sums = new Map<string, { retail: bigint; cost: bigint; committed: bigint }>()
  for (const { currency, retail, cost, committed } of (await sumByPackage({ db, actor, today })).values()) {
    const sum = sums.get(currency) ?? { retail: 0n, cost: 0n, committed: 0n }
    sum.retail += retail
    sum.cost += cost
    sum.committed += committed
    sums.set(currency, sum)
  }
  return [...sums]
    .map(([currency, sum]) => ({
      currency,
      retailMinor: scaledToMinor(sum.retail, currency),
      costMinor: actor.canSeeCost ? scaledToMinor(sum.cost, currency) : null,
      committedMinor: scaledToMinor(sum.committed, currency),
    }))
    .sort((a, b) => a.currency.localeCompare(b.currency))
}
