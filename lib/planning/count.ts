import type { SkipReason } from '@/lib/billing/terms'
import type { BatchPlan } from './batch'

export type RunTotals = { currency: string; lineCount: number; retailMinor: bigint; costMinor: bigint }

export type BatchCount = {
  assignmentCount: number
  chargedCount: number
  alreadyChargedCount: number
  skippedCount: number
  skippedByReason: Partial<Record<SkipReason, number>>
  totals: RunTotals[]
  shortfalls: Shortfall[]
}

/** What a batch came to: lines by outcome, skips by reason, sums of the planned lines per currency. */
export function countBatch(plan: BatchPlan): BatchCount {
  const totals = new Map<string, RunTotals>()
  const skippedByReason: Partial<Record<SkipReason, number>> = {}
  let chargedCount = 0
  let alreadyChargedCount = 0
  const skip = (reason: SkipReason, count = 1) => {
    skippedByReason[reason] = (skippedByReason[reason] ?? 0) + count
  }
  for (const { planned, customer } of plan.lines) {
    if (planned.outcome === 'already_charged') alreadyChargedCount += 1
    else if (planned.outcome === 'skipped') skip(planned.line.skip ?? 'failed')
    else {
      chargedCount += 1
      const sum = totals.get(customer.currency) ?? {
        currency: customer.currency,
        lineCount: 0,
        retailMinor: 0n,
        costMinor: 0n,
      }
      sum.lineCount += 1
      sum.retailMinor += planned.line.retailMinor
      sum.costMinor += planned.line.costMinor
      totals.set(customer.currency, sum)
    }
  }
  if (plan.failures.size > 0) skip('failed', plan.failures.size)
  return {
    assignmentCount: plan.assignmentCount,
    chargedCount,
    alreadyChargedCount,
    skippedCount: Object.values(skippedByReason).reduce((sum, count) => sum + count, 0),
    skippedByReason,
    shortfalls: shortfallsOf(plan),
    totals: [...totals.values()].sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}

export type Shortfall = { customerId: number; beforeMinor: bigint; afterMinor: bigint }

/** The customers whom a batch's debits leave with less than nothing available, in order of their lines. */
function shortfallsOf({ lines, started }: Pick<BatchPlan, 'lines' | 'started'>): Shortfall[] {
  const found = new Map<number, Shortfall>()
  for (const { planned, customer } of lines) {
    if (planned.outcome !== 'planned' || planned.debitMinor === 0n) continue
    const beforeMinor = started.get(customer.id) ?? customer.balanceMinor + customer.debitLimitMinor
    const known = found.get(customer.id) ?? { customerId: customer.id, beforeMinor, afterMinor: beforeMinor }
    known.afterMinor -= planned.debitMinor
    found.set(customer.id, known)
  }
  return [...found.values()].filter(({ afterMinor }) => afterMinor < 0n)
}
