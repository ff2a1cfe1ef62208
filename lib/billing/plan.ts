/**
 * The plan of a run: every candidate of a customer's assignments with its outcome. Total and sorted; posting and simulating
 * call it alike and differ by the insert. Rules: docs/billing.md, "Runs".
 */
import type { Day } from '../calendar-date'
import { maxBalanceMinor } from '../money'
import { compareLines, linesOf, nextLineDay } from './charge'
import type { AssignmentFacts, Line, SpendIn } from './line'

export type PlannedAssignment = AssignmentFacts & {
  /** No uncharged line is dated before it. */
  dueFrom: Day
  debitsBalance: boolean
  spendIn: SpendIn
}

/** A customer with the assignments that a run must look at. `availableMinor` is the balance plus the debit limit. */
export type Payer = { availableMinor: bigint; assignments: readonly PlannedAssignment[] }

/** What is known of a period that was charged before: the live charge's run, or null where it was undone; and how often. */
export type Charged = { runId: number | null; attempts: number }

/** The key under which the ledger holds at most one live charge. */
export function chargeKey(assignmentId: number, kind: string, periodFrom: Day): string {
  return `${assignmentId}:${kind}:${periodFrom}`
}

export type PlannedLine = {
  line: Line
  outcome: 'planned' | 'already_charged' | 'skipped'
  /** The run that charged it, where already charged. */
  runId: number | null
  /** How often this period was charged and undone before. */
  attempt: number
  debitMinor: bigint
}

/** Where the next run must look for an assignment: the next line after the run, or an earlier held one; null for never. */
export type Pointer = { assignmentId: number; nextDueOn: Day | null }

export type PayerPlan = { lines: PlannedLine[]; pointers: Pointer[]; availableMinor: bigint }

type Located = { line: Line; assignment: PlannedAssignment }

function candidatesOf(payer: Payer, through: Day, failures: Map<number, unknown>): Located[] {
  const located: Located[] = []
  for (const assignment of payer.assignments) {
    try {
      for (const line of linesOf(assignment, assignment.dueFrom, through, assignment.spendIn)) {
        located.push({ line, assignment })
      }
    } catch (failure) {
      // One poisonous assignment must not stop the others: it is named and looked at again by the next run.
      failures.set(assignment.id, failure)
    }
  }
  return located.sort((a, b) => compareLines(a.line, b.line))
}

/**
 * Plans one customer through a date. Lines come oldest first, so that a hold for funds is decided in the order in which the
 * balance moves. Only a line that debits the balance can be held. `failures` collects the assignments that could not be planned.
 */
export function planPayer(
  payer: Payer,
  through: Day,
  charged: ReadonlyMap<string, Charged>,
  failures: Map<number, unknown> = new Map(),
): PayerPlan {
  const lines: PlannedLine[] = []
  const heldFrom = new Map<number, Day>()
  let available = payer.availableMinor
  for (const { line, assignment } of candidatesOf(payer, through, failures)) {
    const before =
      charged.size === 0 ? undefined : charged.get(chargeKey(line.assignmentId, line.kind, line.periodFrom))
    const attempt = before?.attempts ?? 0
    if (before !== undefined && before.runId !== null) {
      lines.push({ line, outcome: 'already_charged', runId: before.runId, attempt, debitMinor: 0n })
      continue
    }
    const debitMinor = assignment.debitsBalance ? line.retailMinor : 0n
    const holds = line.version.terms.whenFundsShort === 'hold'
    if (line.skip === null && debitMinor > 0n && available - debitMinor < -maxBalanceMinor) {
      line.skip = 'amount_out_of_range'
    }
    if (line.skip === null && holds && debitMinor > 0n && available < debitMinor) line.skip = 'funds_short'
    if (line.skip !== null) {
      if (line.skip === 'funds_short' && !heldFrom.has(line.assignmentId)) {
        heldFrom.set(line.assignmentId, line.billingOn)
      }
      lines.push({ line, outcome: 'skipped', runId: null, attempt, debitMinor: 0n })
      continue
    }
    available -= debitMinor
    lines.push({ line, outcome: 'planned', runId: null, attempt, debitMinor })
  }
  const pointers: Pointer[] = []
  for (const assignment of payer.assignments) {
    if (failures.has(assignment.id)) continue
    const held = heldFrom.get(assignment.id)
    pointers.push({ assignmentId: assignment.id, nextDueOn: held ?? nextLineDay(assignment, through) })
  }
  return { lines, pointers, availableMinor: available }
}
