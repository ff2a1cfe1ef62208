/** What a bulk change would do to each row, by the rules of the single changes; judged again when it is saved. */
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { isAdmin } from '@/lib/access/actor'
import { loadFacts, termsOn } from '@/lib/assignments/read/lines'
import { requireSold } from '@/lib/assignments/write/lock'
import { withLedger } from '@/lib/planning/ledger'
import type { RunAssignment } from '@/lib/planning/load'
import { Refusal } from '@/lib/refusal/refusal'
import { earliestEnd } from '../assignments/minimum-days'
import { minutesProblem } from '../assignments/schema'
import { linesOf } from '../billing/charge'
import { newAssignment, withEnd } from '../billing/line'
import { segmentsOf, startingVersion } from '../billing/segment'
import { settlementsOf } from '../billing/settlement'
import { type CalendarDate, toDay } from '../calendar-date'
import { minorExponent } from '../currency'
import { lineMinor } from '../money'
import { type HeldAssignment, holdersOf, listHeld } from './read/held'
import { resolveTargets, type Target } from './read/targets'
import type { BulkAssign, BulkEnd, BulkInput, BulkQuantity } from './schema'

export type PlannedRow = {
  target: Target
  /** The assignment that is changed; null where one is made, or there is none. */
  held: HeldAssignment | null
  /** Why this row is left out; null where it will be changed. */
  problem: string | null
  /** First charges of a new assignment, the credit of an end, the difference per billing date of a quantity. */
  amountMinor: bigint
}

export type BulkPlan = { rows: PlannedRow[]; label: string }

export async function planBulk(
  db: Db,
  actor: Actor,
  input: BulkInput,
  today: CalendarDate,
): Promise<BulkPlan> {
  const targets = await resolveTargets(db, actor, input.selection, today)
  if (targets.length === 0)
    throw new Refusal('None of these rows is there any more, or it is not one of yours.')
  if (input.do === 'assign') return planAssign(db, input, targets, today)
  const held = await listHeld(db, input.selection.kind, targets, input.packageId, today)
  const rows =
    input.do === 'end'
      ? await planEnd(db, actor, input, held, today)
      : await planQuantity(db, input, held, today)
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
  db: Db,
  input: BulkAssign,
  targets: readonly Target[],
  today: CalendarDate,
): Promise<BulkPlan> {
  const sold = await requireSold(db, input.packageId)
  const { terms } = startingVersion(sold.versions, toDay(input.startOn))
  const earliest = earliestEnd(input.startOn, terms.minimumDays, null)
  const minutes = minutesProblem(terms.type, input.minutes)
  if (minutes) throw Refusal.field('minutes', minutes)
  if (input.endOn !== null && input.endOn < earliest)
    throw Refusal.field('endOn', `Minimum days apply: end it on ${earliest} or later.`)
  if (input.startOn < today && input.pastDates === null)
    throw Refusal.field(
      'pastDates',
      'The start lies in the past: charge the past dates, or mark them as already billed.',
    )
  const has = await holdersOf(db, input.selection.kind, targets, input.packageId, input.startOn)
  const amountMinor = firstCharges(input, sold, today)
  const rows = targets.map(target => {
    const problem = assignProblem(target, sold, has.has(target.id))
    return { target, held: null, problem, amountMinor: problem === null ? amountMinor : 0n }
  })
  return { rows, label: `${sold.name} from ${input.startOn}` }
}

function assignProblem(
  target: Target,
  sold: { name: string; currency: string },
  has: boolean,
): string | null {
  if (target.currency === null) return 'It is in stock: nobody pays for it.'
  if (target.currency !== sold.currency)
    return `${target.customer} pays in ${target.currency}, the package is sold in ${sold.currency}.`
  return has ? `It has ${sold.name} already.` : null
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

/** What was moved away, of a number that came back, is changed as what it went on as. */
const movedProblem = ({ movedOn }: HeldAssignment): string | null =>
  movedOn === null ? null : `Its number was moved on ${movedOn}: what it went on as is changed instead.`

async function planEnd(
  db: Db,
  actor: Actor,
  input: BulkEnd,
  held: readonly HeldAssignment[],
  today: CalendarDate,
): Promise<PlannedRow[]> {
  const facts = await factsOf(db, held)
  const mayShorten = isAdmin(actor) && input.reason !== null
  const { assignments } = await withLedger(db, [...facts.values()], true)
  const ended = assignments.map(fact => withEnd(fact, toDay(input.endOn) + 1, toDay(today)))
  const credits = new Map(
    ended.map(fact => [
      fact.id,
      settlementsOf(fact, segmentsOf(fact)).reduce((sum, line) => sum + line.retailMinor, 0n),
    ]),
  )
  return held.map(one => {
    const versions = facts.get(one.id)?.versions ?? []
    const start = one.anchorOn ?? one.startOn
    const { terms } = startingVersion(versions, toDay(start))
    const earliest = earliestEnd(start, terms.minimumDays, one.minimumDays)
    const problem =
      movedProblem(one) ??
      (one.isEndFixed
        ? 'Its number was moved while an earlier release billed it: its end stays as it is.'
        : one.endOn !== null
          ? `It ends on ${one.endOn} already.`
          : start > input.endOn
            ? `It only starts on ${start}.`
            : input.endOn < earliest && !mayShorten
              ? `Minimum days apply: not before ${earliest}.`
              : null)
    return { target: one.target, held: one, problem, amountMinor: problem ? 0n : (credits.get(one.id) ?? 0n) }
  })
}

async function planQuantity(
  db: Db,
  input: BulkQuantity,
  held: readonly HeldAssignment[],
  today: CalendarDate,
): Promise<PlannedRow[]> {
  if (input.effectiveOn < today)
    throw Refusal.field('effectiveOn', 'Choose today or a later day: what was charged stays as it is.')
  const facts = await factsOf(db, held)
  const now = termsOn([...facts.values()], toDay(input.effectiveOn))
  return held.map(one => {
    const at = now.get(one.id)
    const exponent = facts.get(one.id)?.currencyExponent ?? 2
    const amount = (quantity: number) => (at ? lineMinor(at.terms.retailMicro, quantity, 1, 1, exponent) : 0n)
    const problem =
      movedProblem(one) ??
      (one.endOn !== null && one.endOn < input.effectiveOn
        ? `It ends on ${one.endOn}.`
        : at?.quantity === input.quantity
          ? 'It has this quantity already.'
          : null)
    const amountMinor = problem || !at ? 0n : amount(input.quantity) - amount(at.quantity)
    return { target: one.target, held: one, problem, amountMinor }
  })
}
