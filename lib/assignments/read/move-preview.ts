/** What either side pays if an assignment is moved: the boundary and the planner of the deed, and nothing is written. */

import type { Db } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { upcomingLines } from '@/lib/billing/charge'
import { type Line, withEnd } from '@/lib/billing/line'
import { planPayer } from '@/lib/billing/plan'
import { type CalendarDate, lastDay, toDay } from '@/lib/calendar-date'
import { maxAmountMinor } from '@/lib/money'
import type { LedgerFacts } from '@/lib/planning/ledger'
import type { RunAssignment } from '@/lib/planning/load'
import { withSpend } from '@/lib/planning/spend'
import { everyVersionOf } from '@/lib/planning/terms'
import type { Assignment } from '../write/lock'
import { divide } from '../write/move'
import { isShown, type SeenLine, seenLine } from './lines'

/**
 * `divided`: the old payer pays what opens before `boundary`, the new one what opens from then on. `ended_before`: it ends on `endOn`,
 * and nothing is left to move. `charged_once`: it ends with the move.
 */
export type MovePreview = {
  is: 'divided' | 'ended_before' | 'charged_once'
  boundary: CalendarDate | null
  endOn: CalendarDate | null
  /** Still due of the old payer, the first of `oldCount`. */
  old: SeenLine[]
  oldCount: number
  /** The first lines of the new payer. */
  next: SeenLine[]
}

const mostOld = 6
const mostNext = 3
/** A line in arrears is dated at the boundary, a minimum spend up to 60 days after it. */
const longestGrace = 61

export async function previewMoved(
  { db, actor, today }: Within<'actor' | 'today'>,
  assignment: Assignment,
  currency: string,
): Promise<MovePreview | null> {
  const division = await divide({ db, today }, assignment, currency)
  if (division === null) return null
  const { facts, charged, boundary } = division
  const seen = (lines: readonly Line[]) =>
    lines.filter(line => isShown(actor, line)).map(line => seenLine(actor, line, currency))
  if (boundary === null) {
    const isEnding = assignment.endOn !== null
    const left = isEnding ? facts : withEnd(facts, toDay(today) + 1, toDay(today))
    const old = seen(await dueLines(db, left, charged, left.endBefore ?? toDay(today)))
    return {
      ...{ is: isEnding ? 'ended_before' : 'charged_once', boundary: null, endOn: assignment.endOn ?? today },
      ...{ old: old.slice(0, mostOld), oldCount: old.length, next: [] },
    }
  }
  const day = toDay(boundary)
  const old = seen(await dueLines(db, { ...facts, billsBefore: day }, charged, day))
  const begun = { ...facts, billsFrom: day, billsBefore: null, posted: [], chargeFrom: null }
  const next = seen(upcomingLines(begun, day, mostNext * 4))
  return {
    ...{ is: 'divided', boundary, endOn: null },
    ...{ old: old.slice(0, mostOld), oldCount: old.length, next: next.slice(0, mostNext) },
  }
}

/** What is not posted of periods before a day, as runs would post it; minimum spend as if nothing more is spent. */
async function dueLines(
  db: Db,
  facts: RunAssignment,
  charged: LedgerFacts['charged'],
  before: number,
): Promise<Line[]> {
  const through = Math.min(before + longestGrace, lastDay)
  const assignments = await withSpend(db, [facts], through, ids => everyVersionOf(db, ids))
  const failures = new Map<number, unknown>()
  const { lines } = planPayer({ availableMinor: maxAmountMinor, assignments }, through, charged, failures)
  for (const failure of failures.values()) throw failure
  return lines.flatMap(({ line, outcome }) => (outcome === 'planned' ? [line] : []))
}
