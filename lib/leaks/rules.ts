/** What the leak check finds in one slice of the book. Pure: expected lines and live charges in, findings out. */
import { type Line, mayBeWaived, waiverKey } from '@/lib/billing/line'
import { type Charged, keyOf } from '@/lib/billing/plan'
import type { Day } from '@/lib/calendar-date'
import type { RunAssignment } from '@/lib/planning/load'

const leakKinds = [
  'never_billed',
  'passed_over',
  'zero',
  'differs',
  'twice',
  'overlapping',
  'after_end',
] as const
export type LeakKind = (typeof leakKinds)[number]

/** A charge that is not undone. */
export type LiveCharge = {
  id: number
  assignmentId: number
  kind: string
  billingOn: Day
  periodFrom: Day
  periodTo: Day
  /** The period that it is about; above 0 it settles what was charged of that. */
  opensOn: Day
  settlement: number
  retailMinor: bigint
}

export type Leak = {
  leak: LeakKind
  assignmentId: number
  chargeId: number | null
  kind: string
  billingOn: Day
  periodFrom: Day
  periodTo: Day
  expectedMinor: bigint | null
  chargedMinor: bigint | null
}

/** The assignment and where the next run looks for it; null: nowhere any more. */
export type Checked = { assignment: RunAssignment; nextDue: Day | null }

const ofCharge = (leak: LeakKind, c: LiveCharge): Leak => ({
  leak,
  assignmentId: c.assignmentId,
  chargeId: c.id,
  kind: c.kind,
  billingOn: c.billingOn,
  periodFrom: c.periodFrom,
  periodTo: c.periodTo,
  expectedMinor: null,
  chargedMinor: c.retailMinor,
})

const ofLine = (leak: LeakKind, line: Line): Leak => ({
  leak,
  assignmentId: line.assignmentId,
  chargeId: null,
  kind: line.kind,
  billingOn: line.billingOn,
  periodFrom: line.periodFrom,
  periodTo: line.periodTo,
  expectedMinor: line.retailMinor,
  chargedMinor: null,
})

/**
 * Expected against charged, for one assignment: a line without a charge is `never_billed` where the next run will look, and
 * `passed_over` where none will, or where it is too large for any; one of nothing is `zero`; another amount `differs` (a minimum
 * spend may: usage comes late; an end that was set later is settled by a credit).
 */
export function missingOf(
  { assignment, nextDue }: Checked,
  expected: readonly Line[],
  charged: ReadonlyMap<string, Charged>,
  live: ReadonlyMap<string, LiveCharge>,
): Leak[] {
  return expected.flatMap((line): Leak[] => {
    if (mayBeWaived(line) && assignment.waived?.has(waiverKey(line.kind, line.periodFrom))) return []
    const key = keyOf(line)
    const isCharged = charged.get(key)?.runId != null
    if (line.skip === 'zero') return isCharged ? [] : [ofLine('zero', line)]
    if (line.skip === 'amount_out_of_range') return isCharged ? [] : [ofLine('passed_over', line)]
    if (line.skip !== null) return []
    if (!isCharged) {
      return [ofLine(nextDue !== null && nextDue <= line.billingOn ? 'never_billed' : 'passed_over', line)]
    }
    const charge = live.get(key)
    const mayDiffer = line.kind === 'minimum_spend' || line.settlement > 0 || assignment.ends.length > 0
    if (!charge || mayDiffer || charge.retailMinor === line.retailMinor) return []
    return [{ ...ofCharge('differs', charge), expectedMinor: line.retailMinor }]
  })
}

const paysForDays = ({ kind, settlement }: LiveCharge) =>
  settlement === 0 && (kind === 'recurring' || kind === 'minimum_spend')

/** Charges of one assignment that pay for the same days, and those for days after its end that no credit gave back. */
export function wrongOf({ assignment }: Checked, charges: readonly LiveCharge[]): Leak[] {
  const leaks: Leak[] = []
  const periods = charges.filter(paysForDays).sort((a, b) => a.periodFrom - b.periodFrom || a.id - b.id)
  let last: LiveCharge | null = null
  for (const charge of periods) {
    if (last !== null && charge.periodFrom < last.periodTo) {
      leaks.push(ofCharge(charge.periodFrom === last.periodFrom ? 'twice' : 'overlapping', charge))
    }
    if (last === null || charge.periodTo > last.periodTo) last = charge
    const { endBefore } = assignment
    if (endBefore === null || charge.periodFrom < endBefore) continue
    // The next run settles what is left of it.
    const isGivenBack = charges.some(
      other => other.kind === 'credit' && other.settlement > 0 && other.opensOn === charge.opensOn,
    )
    if (!isGivenBack) leaks.push(ofCharge('after_end', charge))
  }
  return leaks
}

/** Charges for the same package, target and period under two assignments: somebody assigned it a second time. */
export function doubledOf(checked: readonly Checked[], charges: readonly LiveCharge[]): Leak[] {
  const owners = new Map(checked.map(({ assignment }) => [assignment.id, assignment]))
  const seen = new Map<string, number>()
  return charges.flatMap(charge => {
    const owner = owners.get(charge.assignmentId)
    if (!owner || !paysForDays(charge) || charge.retailMinor === 0n) return []
    const target = owner.didId === null ? `c${owner.customerId}` : `d${owner.didId}`
    const key = `${target}:${owner.packageId}:${charge.kind}:${charge.periodFrom}`
    const first = seen.get(key)
    seen.set(key, first ?? charge.assignmentId)
    return first === undefined || first === charge.assignmentId ? [] : [ofCharge('twice', charge)]
  })
}
