/**
 * The plan of a run: every candidate of a customer's assignments with its outcome. Total and sorted; posting and simulating
 * call it alike and differ by the insert. Rules: docs/billing.md, "Runs".
 */
import type { Day } from '../calendar-date'
import { maxBalanceMinor } from '../money'
import { compareLines, linesOf, nextLineDay, upcomingLines } from './charge'
import type { AssignmentFacts, Line, SpendIn } from './line'
import { layoutOf, segmentsOf } from './segment'
import { settlementsOf } from './settlement'

export type PlannedAssignment = AssignmentFacts & {
  /** No uncharged line is dated before it. */
  dueFrom: Day
  /** Whether the ledger was asked what it holds of this assignment. */
  asksLedger: boolean
  rootId: number
  debitsBalance: boolean
  spendIn: SpendIn
}

/** A customer with the assignments that a run must look at. `availableMinor` is the balance plus the debit limit. */
export type Payer = { availableMinor: bigint; assignments: readonly PlannedAssignment[] }

/** What is known of a period that was charged before: the live charge's run, or null where it was undone; and how often. */
export type Charged = { runId: number | null; attempts: number }

/** The key under which the ledger holds at most one live charge; a settlement of the period has a number above 0. */
export function chargeKey(assignmentId: number, kind: string, opensOn: Day, settlement = 0): string {
  return `${assignmentId}:${kind}:${opensOn}:${settlement}`
}

/** The key of a line. */
export const keyOf = (line: Line): string =>
  chargeKey(line.assignmentId, line.kind, line.opensOn, line.settlement)

export type PlannedLine = {
  line: Line
  outcome: 'planned' | 'already_charged' | 'skipped'
  /** The run that charged it, where already charged. */
  runId: number | null
  /** How often this period was charged and undone before. */
  attempt: number
  debitMinor: bigint
}

/**
 * Where the next run must look for an assignment: the next line after the run, or an earlier held one; null for never. Whether it
 * must ask the ledger then (something is charged ahead of it), and from which boundary changes counted.
 */
export type Pointer = {
  assignmentId: number
  nextDueOn: Day | null
  asksLedger: boolean
  counted: ReadonlyMap<number, Day>
  /** Under which assignment that is kept: the first part of a number that was moved. */
  rootId: number
}

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

const nothing: ReadonlyMap<number, Day> = new Map()

/** True if a period that opens with or after the next line is charged, waived or marked already. */
function isChargedAhead(assignment: PlannedAssignment, through: Day): boolean {
  const held = assignment.held ?? []
  if (held.length === 0) return false
  const [next] = upcomingLines(assignment, through + 1, 1)
  return next !== undefined && held.some(h => h.opensOn >= next.opensOn)
}

/** True if more of what was posted is to be settled than `count` lines: later, or when there are funds. */
function isSettledLater(assignment: PlannedAssignment, count: number): boolean {
  return settlementsOf(assignment, segmentsOf(assignment)).length > count
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
    const before = charged.size === 0 ? undefined : charged.get(keyOf(line))
    const attempt = before?.attempts ?? 0
    if (before !== undefined && before.runId !== null) {
      lines.push({ line, outcome: 'already_charged', runId: before.runId, attempt, debitMinor: 0n })
      continue
    }
    const debitMinor = (line.settles?.isDebited ?? assignment.debitsBalance) ? line.retailMinor : 0n
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
  return {
    lines,
    pointers: pointersOf(payer, through, lines, { heldFrom, failures }),
    availableMinor: available,
  }
}

function pointersOf(
  payer: Payer,
  through: Day,
  lines: readonly PlannedLine[],
  { heldFrom, failures }: { heldFrom: ReadonlyMap<number, Day>; failures: ReadonlyMap<number, unknown> },
): Pointer[] {
  const settled = new Map<number, number>()
  for (const { line, outcome } of lines)
    if (outcome === 'planned' && line.settlement > 0)
      settled.set(line.assignmentId, (settled.get(line.assignmentId) ?? 0) + 1)
  const pointers: Pointer[] = []
  for (const assignment of payer.assignments) {
    if (failures.has(assignment.id)) continue
    const held = heldFrom.get(assignment.id)
    pointers.push({
      assignmentId: assignment.id,
      rootId: assignment.rootId,
      nextDueOn: held ?? nextLineDay(assignment, through),
      asksLedger:
        // What was held comes again, and what is charged after it must be known then.
        held !== undefined ||
        (assignment.asksLedger &&
          (isChargedAhead(assignment, through) ||
            isSettledLater(assignment, settled.get(assignment.id) ?? 0))),
      counted: assignment.asksLedger ? layoutOf(assignment).counted : nothing,
    })
  }
  return pointers
}
