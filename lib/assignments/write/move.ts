/**
 * Moving what a DID has to another customer. An assignment has one payer for ever: it is billed up to a boundary that is fixed once, and
 * a new one goes on from there. Rules: docs/billing.md, "Moved numbers".
 */

import { eq, sql } from 'drizzle-orm'
import { assignments } from '@/db/schema/assignments'
import type { Within } from '@/lib/access/context'
import type { Customer } from '@/lib/access/read'
import { writeAudit } from '@/lib/audit/write/audit'
import { waiverKey } from '@/lib/billing/line'
import { chargeKey } from '@/lib/billing/plan'
import { boundaryAfter } from '@/lib/billing/segment'
import { type CalendarDate, formatDay, toDay } from '@/lib/calendar-date'
import { type LedgerFacts, withLedger } from '@/lib/planning/ledger'
import type { RunAssignment } from '@/lib/planning/load'
import { loadFacts } from '../read/lines'
import { writeEnds } from './ends'
import { giveAssignments, type NewAssignment } from './give'
import type { Assignment } from './lock'
import { startOfService } from './lock'

type Divided = Pick<Assignment, 'id' | 'anchorOn' | 'startOn'>

/** What is known of an assignment, and where a move would divide it; `boundary` is null if nothing is left to move. */
export type Division = {
  facts: RunAssignment
  charged: LedgerFacts['charged']
  boundary: CalendarDate | null
}

/** Null if there is no such assignment. The preview and the deed divide alike. */
export async function divide(
  { db, today }: Within<'today'>,
  assignment: Divided,
  currency: string,
): Promise<Division | null> {
  const { assignments: known, charged } = await withLedger(
    db,
    await loadFacts(db, [assignment.id], currency),
    true,
  )
  const [facts] = known
  return facts ? { facts, charged, boundary: boundaryIn(facts, charged, today) } : null
}

function boundaryIn(
  facts: RunAssignment,
  charged: LedgerFacts['charged'],
  today: CalendarDate,
): CalendarDate | null {
  const { startOn, held } = facts
  const isSetUp =
    charged.get(chargeKey(facts.id, 'setup', startOn))?.runId != null ||
    facts.waived?.has(waiverKey('setup', startOn))
  // Set-up is paid by whoever has the first period: charged or waived already, that period is not moved.
  const setUp = isSetUp ? [{ opensOn: startOn, before: startOn, changeNumber: facts.changeNumber }] : []
  const from = Math.max(toDay(today), facts.billsFrom ?? 0)
  const boundary = boundaryAfter({ ...facts, held: [...(held ?? []), ...setUp] }, from)
  if (boundary === null || (facts.endBefore !== null && facts.endBefore <= boundary)) return null
  return formatDay(boundary)
}

/** Where a move would divide an assignment; null if it ends before that or was charged once: then nothing is left to move. */
async function boundaryOf(
  { db, today }: Within<'today'>,
  assignment: Divided,
  currency: string,
): Promise<CalendarDate | null> {
  return (await divide({ db, today }, assignment, currency))?.boundary ?? null
}

/** The assignment that a move began, or null if there was nothing left to move. */
export type Moved = { id: number; reference: string; startOn: CalendarDate } | null

/**
 * Moves an open assignment, whose old and new payer are locked, on the day of the deed. Quantity, scheduled changes, ends and minimum
 * days go along, dates are still counted from the old start; set-up is not charged again.
 */
export async function moveAssignment(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  move: { assignment: Assignment; from: Customer; to: Customer; reason: string | null },
): Promise<Moved> {
  const { assignment, from, to, reason } = move
  const boundary = await boundaryOf({ db: tx, today }, assignment, from.currency)
  if (boundary === null) {
    // What was charged once stays with who paid for it, and ends with the number's last day there.
    const why = 'Its number moved, and nothing more of it is charged.'
    if (assignment.endOn === null)
      await writeEnds({ db: tx, actor }, [{ id: assignment.id, endOn: today }], { today, reason: why })
    return null
  }
  const rootId = assignment.rootId ?? assignment.id
  const endOn = assignment.endOn
  await tx
    .update(assignments)
    .set({
      ...{ rootId, movedOn: today, billsBeforeOn: boundary, endOn: formatDay(toDay(boundary) - 1) },
      ...{ revision: sql`${assignments.revision} + 1`, updatedAt: sql`now()` },
    })
    .where(eq(assignments.id, assignment.id))
  const { packageId, didId, quantity, autoDecrementCredit, minutes, setupWaived, minimumDays } = assignment
  const row: NewAssignment = {
    ...{
      reference: null,
      packageId,
      customerId: null,
      didId,
      payerId: to.id,
      quantity,
      startOn: boundary,
      endOn,
    },
    ...{ autoDecrementCredit, minutes, setupWaived, minimumDays },
    part: { rootId, movedFromId: assignment.id, anchorOn: startOfService(assignment) },
  }
  const [next] = await giveAssignments({ db: tx, actor }, [row], {
    ...{ about: [{ movedFrom: assignment.reference }], reason },
  })
  if (!next) throw new Error('the database did not return the next assignment')
  const { id, reference } = next
  await tx.execute(
    sql`update assignment_pointers set ledger_from_on = '1970-01-01' where assignment_id = ${id}`,
  )
  await writeAudit(
    { db: tx, actor },
    {
      action: 'assignment.moved',
      entity: 'assignment',
      entityId: assignment.id,
      label: assignment.reference,
      before: { payerId: from.id, revision: assignment.revision },
      after: {
        ...{ payerId: to.id, payer: to.name, movedTo: reference, from: boundary },
        revision: assignment.revision + 1,
      },
      reason,
    },
  )
  return { id, reference, startOn: boundary }
}
