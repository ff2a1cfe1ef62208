/** What a bulk change would do to each row, by the rules of the single changes; judged again when it is saved. */

import type { Db } from '@/db/client'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { loadFacts, termsOn } from '@/lib/assignments/read/lines'
import { loadSold } from '@/lib/assignments/write/lock'
import { withLedger } from '@/lib/planning/ledger'
import type { RunAssignment } from '@/lib/planning/load'
import { Refusal } from '@/lib/refusal/refusal'
import { refuseProblems } from '../assignments/problem'
import {
  type Ending,
  endProblems,
  givenProblems,
  isBeforeMinimumDays,
  quantityDayProblems,
  quantityProblems,
  targetProblems,
} from '../assignments/rules'
import { linesOf } from '../billing/charge'
import { newAssignment, withEnd } from '../billing/line'
import { segmentsOf, startingVersion } from '../billing/segment'
import { settlementsOf } from '../billing/settlement'
import { type CalendarDate, toDay } from '../calendar-date'
import { minorExponent } from '../currency'
import { lineMinor, whole } from '../money'
import { type HeldAssignment, holdersOf, listHeld } from './read/held'
import { resolveTargets, type Target } from './read/targets'
import type { BulkAssign, BulkEnd, BulkInput, BulkQuantity } from './schema'

export type PlannedRow = {
  target: Target
  /** The assignment that is changed; null where one is made, or there is none. */
  held: HeldAssignment | null
  /** Why this row is left out; null where it will be changed. */
  problem: string | null
  /** True for an end before its minimum days, which an admin overrides. */
  isShort?: boolean
  /** First charges of a new assignment, the credit of an end, the difference per billing date of a quantity. */
  amountMinor: bigint
}

export type BulkPlan = { rows: PlannedRow[]; label: string }

export async function planBulk(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: BulkInput,
): Promise<BulkPlan> {
  const targets = await resolveTargets({ db, actor, today }, input.selection)
  if (targets.length === 0)
    throw new Refusal('None of these rows exists any more, or it is not one of yours.')
  if (input.do === 'assign') return planAssign({ db, today }, input, targets)
  const held = await listHeld(
    { db, today },
    { kind: input.selection.kind, packageId: input.packageId },
    targets,
  )
  const rows =
    input.do === 'end'
      ? await planEnd({ db, actor, today }, input, held)
      : await planQuantity({ db, today }, input, held)
  const has = new Set(held.map(one => one.target.id))
  const without = targets
    .filter(target => !has.has(target.id))
    .map(target => ({ target, held: null, problem: 'It has no such package.', amountMinor: 0n }))
  const name = input.packageId === null ? 'Every package' : (held[0]?.package ?? 'Package')
  const label =
    input.do === 'end'
      ? `${name} until ${input.endOn}`
      : `${name}: ${input.quantity} from ${input.effectiveOn}`
  return { rows: [...rows, ...without], label }
}

async function planAssign(
  { db, today }: Within<'today'>,
  input: BulkAssign,
  targets: readonly Target[],
): Promise<BulkPlan> {
  const sold = await loadSold(db, input.packageId)
  const { terms } = startingVersion(sold.versions, toDay(input.startOn))
  const given = { ...input, minimumDays: null, isDid: input.selection.kind === 'did' }
  refuseProblems(givenProblems(given, { sold, starting: terms, today }))
  const has = await holdersOf(
    db,
    { kind: input.selection.kind, packageId: input.packageId },
    targets,
    input.startOn,
  )
  const amountMinor = firstCharges(input, sold, today)
  const rows = targets.map(target => {
    const problem =
      targetProblems({ label: target.label, payer: payerOf(target) }, sold)[0]?.sentence ??
      (has.has(target.id) ? `It has ${sold.name} already.` : null)
    return { target, held: null, problem, amountMinor: problem === null ? amountMinor : 0n }
  })
  return { rows, label: `${sold.name} from ${input.startOn}` }
}

function payerOf({ customer, currency }: Target): { name: string; currency: string } | null {
  return customer === null || currency === null ? null : { name: customer, currency }
}

/** What each new assignment is charged up to its first day, or today where that is later. Targets do not differ in it. */
function firstCharges(
  input: BulkAssign,
  sold: { currency: string; versions: RunAssignment['versions'] },
  today: CalendarDate,
): bigint {
  const startOn = toDay(input.startOn)
  const chargeFrom = input.startOn < today && input.pastDates === 'mark_billed' ? toDay(today) : null
  const facts = newAssignment({
    ...{ startOn, endBefore: input.endOn === null ? null : toDay(input.endOn) + 1, chargeFrom },
    ...{ quantity: input.quantity, versions: sold.versions, setupWaived: input.setupWaived },
    currencyExponent: minorExponent(sold.currency),
  })
  return linesOf(facts, startOn, Math.max(startOn, toDay(today)))
    .filter(line => line.skip === null && line.kind !== 'minimum_spend')
    .reduce((sum, line) => sum + line.retailMinor, 0n)
}

async function factsOf(db: Db, held: readonly HeldAssignment[]): Promise<Map<number, RunAssignment>> {
  const found = new Map<number, RunAssignment>()
  for (const currency of new Set(held.map(one => one.currency))) {
    const ids = held.filter(one => one.currency === currency).map(one => one.id)
    for (const fact of await loadFacts(db, ids, currency)) found.set(fact.id, fact)
  }
  return found
}

async function planEnd(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: BulkEnd,
  held: readonly HeldAssignment[],
): Promise<PlannedRow[]> {
  const facts = await factsOf(db, held)
  const { assignments } = await withLedger(db, [...facts.values()], true)
  const ended = assignments.map(fact => withEnd(fact, toDay(input.endOn) + 1, toDay(today)))
  const credits = new Map(
    ended.map(fact => [
      fact.id,
      settlementsOf(fact, segmentsOf(fact)).reduce((sum, line) => sum + line.retailMinor, 0n),
    ]),
  )
  return held.map(one => {
    const ending = endingOf(one, facts.get(one.id)?.versions ?? [])
    const [broken] = endProblems(input, ending, isAdmin(actor) ? 'admin' : 'manager')
    const hasEnd = broken === undefined && one.endOn !== null
    const problem = hasEnd ? `It ends on ${one.endOn} already.` : (broken?.sentence ?? null)
    return {
      ...{ target: one.target, held: one, problem },
      isShort: isBeforeMinimumDays(input.endOn, ending),
      amountMinor: problem ? 0n : (credits.get(one.id) ?? 0n),
    }
  })
}

/** What is listed is its target's own: it has not left its payer. */
function endingOf(one: HeldAssignment, versions: RunAssignment['versions']): Ending {
  const startOn = one.anchorOn ?? one.startOn
  const { terms } = startingVersion(versions, toDay(startOn))
  const { movedOn, endOn, minimumDays, isEndFixed } = one
  const packageMinimumDays = terms.minimumDays
  return { movedOn, startOn, endOn, minimumDays, packageMinimumDays, isEndFixed, hasLeft: false }
}

async function planQuantity(
  { db, today }: Within<'today'>,
  input: BulkQuantity,
  held: readonly HeldAssignment[],
): Promise<PlannedRow[]> {
  refuseProblems(quantityDayProblems(input.effectiveOn, today))
  const facts = await factsOf(db, held)
  const now = termsOn([...facts.values()], toDay(input.effectiveOn))
  return held.map(one => {
    const at = now.get(one.id)
    const exponent = facts.get(one.id)?.currencyExponent ?? 2
    const amount = (quantity: number) =>
      at ? lineMinor(at.terms.retailMicro, quantity, whole, exponent) : 0n
    const [broken] = quantityProblems(input.effectiveOn, one)
    const isSame = at?.quantity === input.quantity
    const problem = broken?.sentence ?? (isSame ? 'It has this quantity already.' : null)
    const amountMinor = problem || !at ? 0n : amount(input.quantity) - amount(at.quantity)
    return { target: one.target, held: one, problem, amountMinor }
  })
}
