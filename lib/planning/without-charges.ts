/** What the ledger would hold if some charges were undone. Pure: an undo is previewed with the planner of the runs over this. */
import { type Charged, chargeKey } from '@/lib/billing/plan'
import type { Day } from '@/lib/calendar-date'
import type { LedgerFacts } from './ledger'
import { holdsTerms } from './ledger-rows'
import type { RunAssignment } from './load'

/** A live charge that is left out, with the settlements of its period; or one settlement alone. */
export type LeftOut = {
  assignmentId: number
  rootId: number
  kind: string
  opensOn: Day
  settlement: number
  periodTo: Day
  changeNumber: number
}

/** The facts as an undo of these charges would leave them: their periods open, nothing of them held, and looked at from there. */
export function without(facts: LedgerFacts, charges: readonly LeftOut[]): LedgerFacts {
  const charged = new Map(facts.charged)
  return {
    assignments: facts.assignments.map(assignment => leaveOut(assignment, charges, charged)),
    charged,
  }
}

function leaveOut(
  assignment: RunAssignment,
  charges: readonly LeftOut[],
  charged: Map<string, Charged>,
): RunAssignment {
  const own = charges.filter(charge => charge.assignmentId === assignment.id)
  const held = [...(assignment.held ?? [])]
  for (const { rootId, kind, settlement, opensOn, periodTo, changeNumber } of charges) {
    if (rootId !== assignment.rootId || settlement > 0 || !holdsTerms.has(kind)) continue
    const at = held.findIndex(
      h => h.opensOn === opensOn && h.before === periodTo && h.changeNumber === changeNumber,
    )
    if (at >= 0) held.splice(at, 1)
  }
  if (own.length === 0) return { ...assignment, held }
  for (const charge of own) open(charge, charged, highestOf(assignment, charge))
  const isOut = (opensOn: Day, settlement: number) =>
    own.some(
      charge =>
        charge.opensOn === opensOn &&
        charge.settlement === settlement &&
        (settlement > 0 || charge.kind === 'recurring'),
    )
  return {
    ...{ ...assignment, held, asksLedger: true },
    posted: assignment.posted
      .filter(period => !isOut(period.opensOn, 0))
      .map(period => ({
        ...period,
        lines: period.lines.filter(line => !isOut(period.opensOn, line.settlement)),
      })),
    dueFrom: own.reduce((first, { opensOn }) => Math.min(first, opensOn), assignment.dueFrom),
  }
}

/** The highest settlement of the period that is undone with its charge; 0 for none. */
function highestOf(assignment: RunAssignment, { kind, settlement, opensOn }: LeftOut): number {
  if (kind !== 'recurring' || settlement > 0) return 0
  return (assignment.posted.find(period => period.opensOn === opensOn)?.nextSettlement ?? 1) - 1
}

function open(charge: LeftOut, charged: Map<string, Charged>, highest: number): void {
  const { assignmentId, kind, opensOn, settlement } = charge
  const keys = [chargeKey(assignmentId, kind, opensOn, settlement)]
  for (let number = 1; number <= highest; number += 1)
    for (const settled of ['credit', 'recurring'])
      keys.push(chargeKey(assignmentId, settled, opensOn, number))
  for (const key of keys) {
    const known = charged.get(key)
    if (known) charged.set(key, { ...known, runId: null })
  }
}
