/** The lines of assignments that exist: what is due and not posted, and what comes. The same planner as the runs. */

import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { linesOf } from '@/lib/billing/charge'
import { explain } from '@/lib/billing/explain'
import { type Line, mayBeWaived, type Waiver, waiverKey } from '@/lib/billing/line'
import { segmentsOf } from '@/lib/billing/segment'
import type { ChargeKind, SkipReason, Terms } from '@/lib/billing/terms'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { planBatch } from '@/lib/planning/batch'
import { chargedAhead, isCharged } from '@/lib/planning/charged-ahead'
import { withLedger } from '@/lib/planning/ledger'
import { loadAssignments, type RunAssignment } from '@/lib/planning/load'
import { withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import { withWaivers } from '@/lib/planning/waivers'

/** A line as a page shows it. Cost is null for who may not see it. */
export type SeenLine = {
  assignmentId: number
  kind: ChargeKind
  billingOn: CalendarDate
  periodFrom: CalendarDate
  periodTo: CalendarDate
  quantity: number
  /** The part of a full amount where a period is cut, such as `4 of 14 days`; null for whole periods. */
  part: string | null
  retailMinor: bigint
  costMinor: bigint | null
  skip: SkipReason | null
  explanation: string
}

/** A line that is not posted yet, whether it will lower the balance, and what takes it off: then it is no money that comes. */
export type ComingLine = SeenLine & { debits: boolean; waiver: Waiver | null }

export function seenLine(actor: Actor, line: Line, currency: string): SeenLine {
  return {
    assignmentId: line.assignmentId,
    kind: line.kind,
    billingOn: formatDay(line.billingOn),
    periodFrom: formatDay(line.periodFrom),
    periodTo: formatDay(line.periodTo),
    quantity: line.quantity,
    part: line.numerator === line.denominator ? null : `${line.numerator} of ${line.denominator} days`,
    retailMinor: line.retailMinor,
    costMinor: actor.canSeeCost ? line.costMinor : null,
    skip: line.skip,
    explanation: explain(line, currency),
  }
}

/** True for a line that the actor is shown: one with a cost alone is only for who may see cost. */
export function isShown(actor: Actor, line: Line): boolean {
  return line.skip === null && (actor.canSeeCost || line.retailMinor !== 0n)
}

/** The engine's facts of assignments of one currency, with what the ledger holds of them and what was taken off by hand. */
export async function loadFacts(db: Db, ids: readonly number[], currency: string): Promise<RunAssignment[]> {
  const facts = await loadAssignments(
    db,
    { ids },
    () => currency,
    packageIds => everyVersionOf(db, packageIds),
  )
  return (await withLedger(db, await withWaivers(db, facts))).assignments
}

/** What runs through today would charge a customer and did not yet, oldest first; also for one assignment of it. */
export async function listDueLines(
  { db, actor, today }: Within<'actor' | 'today'>,
  payer: { id: number; currency: string; assignmentId?: number },
): Promise<ComingLine[]> {
  const plan = await planBatch(db, [payer.id], toDay(today), { lock: false, lookUpAll: true })
  return plan.lines
    .filter(({ planned, assignment }) => {
      const isOwn = payer.assignmentId === undefined || assignment.id === payer.assignmentId
      return isOwn && planned.outcome === 'planned' && isShown(actor, planned.line)
    })
    .map(({ planned, assignment }) => ({
      ...seenLine(actor, planned.line, payer.currency),
      debits: assignment.debitsBalance,
      waiver: null,
    }))
}

/**
 * The lines dated after today and up to a horizon, oldest first: a year, or three months where there are many
 * assignments. Minimum spend counts the usage that is there today. What was waived is among them, with its waiver; what was posted
 * already, by a run through a later day, is not.
 */
export async function listComingLines(
  { db, actor, today }: Within<'actor' | 'today'>,
  ids: readonly number[],
  currency: string,
): Promise<ComingLine[]> {
  if (ids.length === 0) return []
  const from = toDay(today) + 1
  const through = from + (ids.length > 200 ? 92 : 366)
  const loaded = await loadFacts(db, ids, currency)
  const facts = await withSpend(db, loaded, through, packageIds => everyVersionOf(db, packageIds))
  const charged = await chargedAhead(db, facts, from)
  const found: { line: Line; debits: boolean; waiver: Waiver | null }[] = []
  for (const fact of facts) {
    for (const line of linesOf(fact, from, through, fact.spendIn)) {
      if (isCharged(charged, line)) continue
      const key = waiverKey(line.kind, line.periodFrom)
      const waiver = (mayBeWaived(line) && fact.waived?.get(key)) || null
      const offered = waiver === null ? line : { ...line, skip: null }
      if (isShown(actor, offered)) found.push({ line, debits: fact.debitsBalance, waiver })
    }
  }
  found.sort((a, b) => a.line.billingOn - b.line.billingOn || a.line.assignmentId - b.line.assignmentId)
  return found.map(({ line, debits, waiver }) => ({ ...seenLine(actor, line, currency), debits, waiver }))
}

/** The first day whose charges the available funds do not cover, and by how much they are short after it. */
export type Shortage = { on: CalendarDate; missingMinor: bigint }

/** Where available funds end, over what is due and coming in order of its dates; null if they cover all of it. */
export function shortageOf(
  availableMinor: bigint,
  lines: readonly Pick<ComingLine, 'billingOn' | 'retailMinor' | 'debits' | 'waiver'>[],
): Shortage | null {
  let left = availableMinor
  let on: CalendarDate | null = null
  for (const line of lines) {
    if (!line.debits || line.waiver !== null) continue
    if (on !== line.billingOn && left < 0n && on !== null) break
    left -= line.retailMinor
    on = line.billingOn
  }
  return on === null || left >= 0n ? null : { on, missingMinor: -left }
}

export type TermsNow = {
  terms: Terms
  quantity: number
  /** The next quantity and terms, where a change is already known. */
  nextChangeOn: CalendarDate | null
  minimumDays: number
}

/** The terms and quantity of assignments on a day: before the start those that it starts with. By assignment id. */
export function termsOn(facts: readonly RunAssignment[], day: Day): Map<number, TermsNow> {
  const found = new Map<number, TermsNow>()
  for (const fact of facts) {
    const segments = segmentsOf(fact)
    const at = segments.findLast(segment => segment.from <= day) ?? segments[0]
    if (at === undefined) continue
    const first = segments[0] ?? at
    found.set(fact.id, {
      terms: at.version.terms,
      quantity: at.quantity,
      nextChangeOn: at.before === null ? null : formatDay(at.before),
      minimumDays: first.version.terms.minimumDays,
    })
  }
  return found
}
