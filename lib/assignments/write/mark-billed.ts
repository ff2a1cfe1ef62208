/** Marking what a back-dated start has behind it as billed elsewhere: the periods that the form listed, and no others. */

import { sql } from 'drizzle-orm'
import { array, dateOf, unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import { linesOf } from '@/lib/billing/charge'
import { type Line, newAssignment } from '@/lib/billing/line'
import type { TermsVersion } from '@/lib/billing/terms'
import { type CalendarDate, toDay } from '@/lib/calendar-date'
import { minorExponent } from '@/lib/currency'
import { maxAmountMinor } from '@/lib/money'

type Draft = {
  startOn: CalendarDate
  endOn: CalendarDate | null
  quantity: number
  setupWaived: boolean
}

/** The lines of a new assignment that are dated before today, as the form lists them. */
export function pastLines(
  draft: Draft,
  sold: { currency: string; versions: readonly TermsVersion[] },
  today: CalendarDate,
): Line[] {
  const facts = newAssignment({
    startOn: toDay(draft.startOn),
    endBefore: draft.endOn === null ? null : toDay(draft.endOn) + 1,
    quantity: draft.quantity,
    versions: sold.versions,
    setupWaived: draft.setupWaived,
    currencyExponent: minorExponent(sold.currency),
  })
  return linesOf(facts, facts.startOn, toDay(today) - 1)
}

/** Marks these lines of new assignments, which have the same ones, as billed. */
export async function markBilled(
  { db: tx, actor }: Within<'actor'>,
  assignmentIds: readonly number[],
  lines: readonly Line[],
): Promise<void> {
  if (lines.length === 0) return
  await tx.execute(sql`
    insert into charge_waivers (assignment_id, kind, period_from, billing_on, outcome, reason, retail_minor, created_by)
    select a.id, l.kind, ${dateOf(sql`l.period_from`)}, ${dateOf(sql`l.billing_on`)}, 'marked_billed',
      'Marked as already billed when the package was assigned.', l.retail_minor, ${actor.id}
    from unnest(${array('bigint', assignmentIds)}) as a(id), ${unnest(
      ['text', lines.map(line => line.kind)],
      ['int', lines.map(line => line.periodFrom)],
      ['int', lines.map(line => line.billingOn)],
      ['bigint', lines.map(({ retailMinor }) => (retailMinor > maxAmountMinor ? null : retailMinor))],
    )} as l(kind, period_from, billing_on, retail_minor) order by a.id, l.period_from`)
}
