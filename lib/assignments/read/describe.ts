/** What a list says of its assignments beyond their columns: terms in words, price, quantity now, next charge. */

import type { Db } from '@/db/client'
import type { Within } from '@/lib/access/context'
import { linesOf, nextLineDay } from '@/lib/billing/charge'
import { scheduleSentence, scheduleText } from '@/lib/billing/labels'
import { type CalendarDate, type Day, formatDay, toDay } from '@/lib/calendar-date'
import { chargedAhead, isCharged } from '@/lib/planning/charged-ahead'
import type { RunAssignment } from '@/lib/planning/load'
import { type AssignmentStatus, statusOf } from '../status'
import type { AssignmentRow } from './assignments'
import { loadFacts, termsOn } from './lines'

export type DescribedRow = AssignmentRow & {
  status: AssignmentStatus
  schedule: string
  sentence: string
  quantityNow: number
  retailMicro: number
  /** Null for who may not see cost. */
  costMicro: number | null
  minimumSpend: boolean
  nextOn: CalendarDate | null
}

/** Describes one page of rows; they may be of several currencies. */
export async function describeRows(
  { db, actor, today }: Within<'actor' | 'today'>,
  rows: readonly AssignmentRow[],
): Promise<DescribedRow[]> {
  // Dates and prices do not depend on the currency's decimals, which is all that the facts take of it.
  const facts = await loadFacts(
    db,
    rows.map(row => row.id),
    'USD',
  )
  const day = toDay(today)
  const now = termsOn(facts, day)
  const nextOn = await nextDays(db, facts, day)
  return rows.flatMap(row => {
    const described = now.get(row.id)
    if (described === undefined) return []
    const next = nextOn.get(row.id) ?? null
    return [
      {
        ...row,
        status: statusOf(row, today),
        schedule: scheduleText(described.terms),
        sentence: scheduleSentence(described.terms),
        quantityNow: described.quantity,
        retailMicro: described.terms.retailMicro,
        costMicro: actor.canSeeCost ? described.terms.costMicro : null,
        minimumSpend: described.terms.minimumSpend,
        nextOn: next === null ? null : formatDay(next),
      },
    ]
  })
}

/** The first date after a day on which each has a line that is not posted yet; null if none ever is. */
async function nextDays(db: Db, facts: readonly RunAssignment[], day: Day): Promise<Map<number, Day | null>> {
  const charged = await chargedAhead(db, facts, day + 1)
  return new Map(
    facts.map(fact => {
      let next = nextLineDay(fact, day)
      while (next !== null && next <= (fact.lookedThrough ?? day)) {
        const lines = linesOf(fact, next, next)
        if (lines.some(line => !isCharged(charged, line))) break
        next = nextLineDay(fact, next)
      }
      return [fact.id, next]
    }),
  )
}
