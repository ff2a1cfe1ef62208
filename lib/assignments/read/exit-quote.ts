/** What leaving costs: the planner of the runs over an assignment as if it ended on one day or another. Writes nothing. */

import type { Db } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { withEnd } from '@/lib/billing/line'
import { periodsOf } from '@/lib/billing/period'
import { type Charged, planPayer } from '@/lib/billing/plan'
import { segmentsOf } from '@/lib/billing/segment'
import { type CalendarDate, type Day, formatDay, lastDay, toDay } from '@/lib/calendar-date'
import { maxAmountMinor } from '@/lib/money'
import { withLedger } from '@/lib/planning/ledger'
import type { RunAssignment } from '@/lib/planning/load'
import { withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import { earliestEnd, minimumDaysOf } from '../minimum-days'
import { startOfService } from '../write/lock'
import { getAssignment } from './assignments'
import { isShown, loadFacts, type SeenLine, seenLine, termsOn } from './lines'

/** What is still to be paid, and what comes back, where the last day of service is `endOn`. Posted charges are not in it. */
export type ExitCost = {
  endOn: CalendarDate
  chargesMinor: bigint
  /** Negative or 0. */
  creditsMinor: bigint
  netMinor: bigint
}

export type ExitQuote = {
  currency: string
  /** The last-period policy in force: what a period that the end cuts costs. */
  lastPeriod: 'full' | 'prorate' | null
  /** In force for this assignment; 0 for none. */
  minimumDays: number
  earliestEnd: CalendarDate
  /** Null if the day that was asked for is no day of its life, or too far away. */
  chosen: (ExitCost & { lines: SeenLine[]; lineCount: number; isShort: boolean }) | null
  /** The day that was asked for is more than 20 years away: the charges until then are too many to add up. */
  isTooFar: boolean
  /** The day that minimum days allow with the least to pay, up to the end of the next period; of several the last one. */
  cheapest: ExitCost | null
  /** The last day of the running period, and of the one after it. */
  periodEnds: ExitCost[]
  /** As if nothing more is spent. */
  minimumSpend: boolean
}

const mostLines = 8
/** Every day is tried, up to this many; of a longer period only the ends. */
const mostDays = 800
/** About 20 years: a daily charge has some 7,000 lines until then. */
const farthest = 7_305
/** Lines are dated at most this much after the end: the usage grace of a minimum spend. */
const graceDays = 61

/** Null where there is no such assignment, or it is not the actor's. `endOn` is a day as typed, or null. */
export async function quoteExit(
  { db, actor, today }: Within<'actor' | 'today'>,
  ask: { id: number; endOn: CalendarDate | null },
): Promise<ExitQuote | null> {
  const assignment = await getAssignment({ db, actor }, ask.id)
  const [loaded] = assignment ? await loadFacts(db, [ask.id], assignment.currency) : []
  const now = loaded && termsOn([loaded], toDay(today)).get(ask.id)
  if (!assignment || !loaded || !now) return null
  const start = startOfService(assignment)
  const earliest = earliestEnd(start, now.minimumDays, assignment.minimumDays)
  const first = Math.max(toDay(earliest), toDay(today))
  const ends = periodEndsOf(loaded, first)
  const typed = ask.endOn !== null && ask.endOn >= start ? toDay(ask.endOn) : null
  const isTooFar = typed !== null && typed > first + farthest
  const asked = isTooFar ? null : typed
  const days = triedDays(first, ends)
  const cost = await coster(
    db,
    loaded,
    { firstEnd: Math.min(asked ?? first, first), days: [...(asked === null ? [] : [asked]), ...days] },
    toDay(today),
  )
  const costed = days.map(day => cost(day).cost)
  const chosen = asked === null ? null : cost(asked)
  const shown = chosen?.lines.filter(line => isShown(actor, line)) ?? []
  return {
    currency: assignment.currency,
    lastPeriod: now.terms.frequency === 'none' ? null : now.terms.lastPeriod,
    minimumDays: minimumDaysOf(now.minimumDays, assignment.minimumDays),
    earliestEnd: earliest,
    chosen: chosen && {
      ...chosen.cost,
      lines: shown.slice(0, mostLines).map(line => seenLine(actor, line, assignment.currency)),
      lineCount: shown.length,
      isShort: ask.endOn !== null && ask.endOn < earliest,
    },
    isTooFar,
    cheapest: cheapestOf(costed),
    periodEnds: ends.map(day => cost(day).cost),
    minimumSpend: now.terms.minimumSpend,
  }
}

/** What one end of an assignment that is the actor's costs, with the first of its lines. */
export type EndCost = ExitCost & { lines: SeenLine[]; lineCount: number }

/** Null if there is no such assignment. */
export async function costOfEnd(
  { db, actor, today }: Within<'actor' | 'today'>,
  { id, currency }: { id: number; currency: string },
  endOn: CalendarDate,
): Promise<EndCost | null> {
  const [loaded] = await loadFacts(db, [id], currency)
  if (!loaded) return null
  const day = Math.min(toDay(endOn), toDay(today) + farthest)
  const cost = (
    await coster(db, loaded, { firstEnd: Math.min(day, toDay(today)), days: [day] }, toDay(today))
  )(day)
  const shown = cost.lines.filter(line => isShown(actor, line))
  const lines = shown.slice(0, mostLines).map(line => seenLine(actor, line, currency))
  return { ...cost.cost, lines, lineCount: shown.length }
}

/** The last days of the period that holds `day` and of the next one; none for a one-time package. */
function periodEndsOf(facts: RunAssignment, day: Day): Day[] {
  const found: Day[] = []
  for (const segment of segmentsOf(facts)) {
    for (const period of periodsOf(segment, null, day)) {
      if (found.length === 2 || period.to > lastDay) return found
      found.push(period.to - 1)
    }
  }
  return found
}

function triedDays(first: Day, ends: readonly Day[]): Day[] {
  const last = ends.at(-1) ?? first
  if (last - first >= mostDays) return [...new Set([first, ...ends])]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function cheapestOf(costs: readonly ExitCost[]): ExitCost | null {
  let found: ExitCost | null = null
  // Later for the same money is more service for it.
  for (const cost of costs) if (found === null || cost.netMinor <= found.netMinor) found = cost
  return found
}

/** Loads once what every tried end needs: spend, and what the ledger holds. */
async function coster(
  db: Db,
  loaded: RunAssignment,
  { firstEnd, days }: { firstEnd: Day; days: readonly Day[] },
  today: Day,
) {
  const known = await withLedger(db, [loaded], true)
  const [facts = loaded] = known.assignments
  const endedOn = (endDay: Day): RunAssignment => ({
    ...withEnd(facts, endDay + 1, today),
    dueFrom: Math.min(facts.dueFrom, firstEnd + 1),
  })
  const through = Math.min(Math.max(today, ...days) + graceDays, lastDay)
  const tried = days.map(endedOn)
  const spent = await withSpend(db, tried, through, ids => everyVersionOf(db, ids))
  const byDay = new Map(days.map((day, i) => [day, spent[i] ?? endedOn(day)]))
  return (day: Day) => costOf(byDay.get(day) ?? endedOn(day), day, through, known.charged)
}

function costOf(ended: RunAssignment, endDay: Day, through: Day, charged: ReadonlyMap<string, Charged>) {
  const failures = new Map<number, unknown>()
  // Funds without limit: a line that would be held is owed all the same.
  const plan = planPayer({ availableMinor: maxAmountMinor, assignments: [ended] }, through, charged, failures)
  for (const failure of failures.values()) throw failure
  const lines = plan.lines.flatMap(({ line, outcome }) => (outcome === 'planned' ? [line] : []))
  let chargesMinor = 0n
  let creditsMinor = 0n
  for (const { kind, retailMinor } of lines)
    if (kind === 'credit') creditsMinor += retailMinor
    else chargesMinor += retailMinor
  const cost = { endOn: formatDay(endDay), chargesMinor, creditsMinor, netMinor: chargesMinor + creditsMinor }
  return { cost, lines }
}
