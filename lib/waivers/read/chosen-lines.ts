/** Choosing much of the backlog: every line that a filter leaves, and what taking it off or charging it would mean. For admins. */

import { setImmediate } from 'node:timers/promises'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { toDay } from '@/lib/calendar-date'
import type { PayerLine } from '@/lib/planning/batch'
import type { PlannedKey } from '../schema'
import { planChosen, plannedOf } from '../write/waive-chosen'
import { type BacklogAsk, backlogKey, backlogSlice } from './backlog'

const keysAtOnce = 1_000

/**
 * The keys of the next lines that the filter leaves, customer by customer, about a thousand; `next` is where to go on. What could not
 * be planned has none: it can be neither taken off nor charged.
 */
export async function listBacklogKeys(
  { db, actor }: Within<'actor'>,
  ask: BacklogAsk,
): Promise<{ keys: string[]; next: number | null }> {
  requireAdmin(actor)
  const keys: string[] = []
  let { after } = ask
  const until = Date.now() + 1_000
  for (;;) {
    const { payers, lines } = await backlogSlice(db, ask, after)
    const last = payers.at(-1)
    if (last === undefined) return { keys, next: null }
    keys.push(...lines.map(backlogKey))
    after = last
    // A page that waits for the same process gets its turn.
    await setImmediate()
    if (keys.length >= keysAtOnce || Date.now() > until) return { keys, next: after }
  }
}

/** Amounts of one currency. */
export type Sum = { currency: string; retailMinor: bigint }

export type ChosenLines = {
  /** What can still be taken off: the keys, and what they come to. */
  keys: string[]
  sums: Sum[]
  /** What was charged meanwhile, or is not planned any more. */
  goneCount: number
  /** A run over the customers of these lines: how many lines it charges, chosen or not, and what stays held. */
  run: { customerCount: number; chosenCount: number; otherCount: number; heldCount: number; sums: Sum[] }
}

function sumsOf(lines: readonly PayerLine[]): Sum[] {
  const sums = new Map<string, bigint>()
  for (const { planned, customer } of lines) {
    sums.set(customer.currency, (sums.get(customer.currency) ?? 0n) + planned.line.retailMinor)
  }
  return [...sums]
    .map(([currency, retailMinor]) => ({ currency, retailMinor }))
    .sort((a, b) => a.currency.localeCompare(b.currency))
}

/** What the chosen lines are now, asked of the planner: what taking them off would mean, and what charging would. For admins. */
export async function previewChosen(
  { db, actor, today }: Within<'actor' | 'today'>,
  chosen: readonly PlannedKey[],
): Promise<ChosenLines> {
  requireAdmin(actor)
  const plan = await planChosen(db, chosen, toDay(today))
  const found = chosen.flatMap(key => {
    const line = plannedOf(plan, key)
    return line && line.planned.line.skip !== 'waived' && line.planned.line.skip !== 'marked_billed'
      ? [{ key, line }]
      : []
  })
  const charged = [...plan.lines.values()].filter(line => line.planned.outcome === 'planned')
  const chosenCount = found.filter(({ line }) => line.planned.outcome === 'planned').length
  return {
    keys: found.map(({ key }) => backlogKey(key)),
    sums: sumsOf(found.map(({ line }) => line)),
    goneCount: chosen.length - found.length,
    run: {
      customerCount: plan.payerIds.length,
      chosenCount,
      otherCount: charged.length - chosenCount,
      heldCount: [...plan.lines.values()].filter(line => line.planned.line.skip === 'funds_short').length,
      sums: sumsOf(charged),
    },
  }
}
