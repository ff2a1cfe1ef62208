/** One batch of a run: load, plan, write once, count. */
import { setImmediate } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { type PlannedLine, type Pointer, planPayer } from '@/lib/billing/plan'
import type { Day } from '@/lib/calendar-date'
import { withLedger } from './ledger'
import { loadAssignments, loadCustomers, type RunAssignment, type RunCustomer } from './load'
import { holdTerms } from './pointers'
import { inCatalogue, inPackages, type RunScope, wholeBook } from './scope'
import { type Parcel, type Slice, sliceOf } from './slice'
import { withSpend } from './spend'
import { everyVersionOf } from './terms'
import { withWaivers } from './waivers'

export type BatchPlan = {
  lines: PayerLine[]
  pointers: Pointer[]
  /** How far it goes, and what of the parcel is left. */
  through: Day
  rest: Parcel | null
  assignmentCount: number
  failures: Map<number, unknown>
  /** What a customer has available if an earlier slice of a simulation took its lines off. */
  started: ReadonlyMap<number, bigint>
  /** Milliseconds of reading and of planning. */
  loadMs: number
  planMs: number
}

/** Milliseconds of planning after which whatever else this process has to answer gets its turn. */
const turnMs = 8

type Ways = { lock: boolean; lookUpAll: boolean; scope?: Pick<RunScope, 'packageIds' | 'catalogueOn'> }

/**
 * Plans the due assignments of some customers over fresh rows, whole. `lock` takes the customers' row locks first, as a posting
 * run must; `lookUpAll` asks the ledger about every candidate; `scope` leaves packages and versions out. The same call serves
 * posting and simulating.
 */
export async function planBatch(
  db: Db,
  payerIds: readonly number[],
  through: Day,
  ways: Ways,
): Promise<BatchPlan> {
  const whole = { payerIds, fromOn: null, availableMinor: null }
  return planCut(db, whole, { ...ways, end: through }, (_, parcel) => ({
    payerIds: parcel.payerIds,
    through,
    rest: null,
  }))
}

/** Plans as much of a parcel as is worked off at once; what is left is in `rest`. */
export async function planParcel(
  db: Db,
  parcel: Parcel,
  through: Day,
  { linesAtOnce, ...ways }: Ways & { linesAtOnce: number },
): Promise<BatchPlan> {
  return planCut(db, parcel, { ...ways, end: through }, (due, taken) =>
    sliceOf(taken, due, through, linesAtOnce),
  )
}

async function planCut(
  db: Db,
  parcel: Parcel,
  { end, lock, lookUpAll, scope = wholeBook }: Ways & { end: Day },
  cut: (due: readonly RunAssignment[], parcel: Parcel) => Slice,
): Promise<BatchPlan> {
  const began = performance.now()
  const { payerIds } = parcel
  const customers = new Map((await loadCustomers(db, payerIds, lock)).map(c => [c.id, c]))
  if (lock) await holdTerms(db)
  const currencyOf = (id: number) => customers.get(id)?.currency ?? ''
  const termsOf = async (ids: readonly number[]) => inCatalogue(scope, await everyVersionOf(db, ids))
  const due = inPackages(scope, await loadAssignments(db, { payerIds, through: end }, currencyOf, termsOf))
  const { payerIds: taken, through, rest } = cut(due, parcel)
  const isSliced = rest !== null && rest.fromOn !== null
  const chosen = new Set(taken)
  const own = due.filter(a => chosen.has(a.payerId) && a.dueFrom <= through)
  const known = await withLedger(db, await withWaivers(db, own.map(goingOn(parcel))), lookUpAll)
  const { charged } = known
  const assignments = await withSpend(db, known.assignments, through, termsOf)
  const plan: BatchPlan = {
    lines: [],
    pointers: [],
    ...{ through, rest },
    assignmentCount: 0,
    failures: new Map(),
    started: startedWith(parcel),
    loadMs: performance.now() - began,
    planMs: 0,
  }
  let turnBegan = performance.now()
  for (const [payerId, own] of byPayer(assignments)) {
    if (performance.now() - turnBegan > turnMs) {
      await setImmediate()
      turnBegan = performance.now()
    }
    const customer = customers.get(payerId)
    if (customer === undefined) continue
    const availableMinor = plan.started.get(payerId) ?? customer.balanceMinor + customer.debitLimitMinor
    const planned = planPayer({ availableMinor, assignments: own }, through, charged, plan.failures)
    const owners = new Map(own.map(a => [a.id, a]))
    for (const line of planned.lines) {
      // What settles a charge of before a move goes to whoever was charged.
      const { settles } = line.line
      const payer = (settles && customers.get(settles.customerId)) ?? customer
      addLine(plan, line, owners, payer)
    }
    plan.pointers.push(...planned.pointers.map(pointer => heldBefore(pointer, parcel.fromOn, owners)))
    if (isSliced && plan.rest)
      plan.rest = { ...plan.rest, availableMinor: lock ? null : planned.availableMinor }
  }
  // Of a customer in slices an assignment is done with the last one that has something of it.
  const doneCount = () => plan.pointers.filter(p => p.nextDueOn === null || p.nextDueOn > end).length
  if (!isSliced) plan.assignmentCount = due.filter(a => chosen.has(a.payerId)).length
  else if (lock) plan.assignmentCount = doneCount()
  plan.planMs = performance.now() - began - plan.loadMs
  return plan
}

const startedWith = ({ payerIds: [first], availableMinor }: Parcel): ReadonlyMap<number, bigint> =>
  new Map(first === undefined || availableMinor === null ? [] : [[first, availableMinor]])

/** An assignment of a customer who is worked off in slices, from where the slice before ended. */
const goingOn =
  ({ payerIds, fromOn }: Parcel) =>
  (assignment: RunAssignment): RunAssignment =>
    fromOn === null || assignment.payerId !== payerIds[0] || assignment.dueFrom >= fromOn
      ? assignment
      : { ...assignment, dueFrom: fromOn, heldOn: assignment.dueFrom }

/** What an earlier slice held is where the next run looks. */
function heldBefore(
  pointer: Pointer,
  fromOn: Day | null,
  owners: ReadonlyMap<number, RunAssignment>,
): Pointer {
  const heldOn = owners.get(pointer.assignmentId)?.heldOn
  return fromOn === null || heldOn === undefined
    ? pointer
    : { ...pointer, nextDueOn: heldOn, asksLedger: true }
}

function addLine(
  plan: BatchPlan,
  planned: PlannedLine,
  owners: ReadonlyMap<number, RunAssignment>,
  customer: RunCustomer,
): void {
  const assignment = owners.get(planned.line.assignmentId)
  if (assignment) plan.lines.push({ planned, assignment, customer })
}

function byPayer(assignments: readonly RunAssignment[]): Map<number, RunAssignment[]> {
  const groups = new Map<number, RunAssignment[]>()
  for (const assignment of assignments) {
    const group = groups.get(assignment.payerId)
    if (group) group.push(assignment)
    else groups.set(assignment.payerId, [assignment])
  }
  return groups
}

/** A planned line with the assignment and the customer it belongs to. */
export type PayerLine = { planned: PlannedLine; assignment: RunAssignment; customer: RunCustomer }
