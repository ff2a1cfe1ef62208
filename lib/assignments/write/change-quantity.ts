/** A later quantity of an assignment, typed for a day. Rules: docs/billing.md, "Versions". */
import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignmentPointers, assignmentQuantities } from '@/db/schema/assignments'
import type { Actor } from '@/lib/access/actor'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { type Counting, countingReader } from '../counts-from'
import { loadFacts } from '../read/lines'
import type { QuantityChange } from '../schema'
import { type SavedAssignment, saveAssignment } from './assign'
import { type Assignment, lockAssignment, refuseMovedAway, refuseStaleAssignment } from './lock'

/**
 * A new quantity from a day on, today or later; it takes effect on the first boundary of the running period on or after
 * it and after everything that is charged without it: the answer has that day. Of days up to the start the latest decides which
 * quantity the assignment starts with.
 */
export async function changeQuantity(
  db: Db,
  actor: Actor,
  input: QuantityChange,
  today: CalendarDate,
): Promise<SavedAssignment & Counting> {
  return db.transaction(async tx => {
    const { assignment, payer } = await lockAssignment(tx, actor, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    refuseMovedAway(assignment, 'change what it went on as')
    if (input.effectiveOn < today)
      throw Refusal.field('effectiveOn', 'Choose today or a later day: what was charged stays as it is.')
    if (assignment.endOn !== null && input.effectiveOn > assignment.endOn)
      throw Refusal.field(
        'effectiveOn',
        `The assignment ends on ${assignment.endOn}: choose a day up to then.`,
      )
    const { id, quantity, effectiveOn } = input
    const isMoved = assignment.movedFromId !== null
    const atStart = !isMoved && effectiveOn <= assignment.startOn && !(await wasLookedAt(tx, id))
    const before = await quantityOn(tx, assignment, effectiveOn)
    const number = await insertQuantity(tx, actor, assignment, { ...input, typedOn: today })
    const starting = atStart ? await quantityOn(tx, assignment, assignment.startOn) : assignment.quantity
    await saveAssignment(tx, id, atStart ? { quantity: starting } : {})
    await writeAudit(tx, actor, {
      action: 'assignment.quantity_changed',
      entity: 'assignment',
      entityId: id,
      label: assignment.reference,
      before: { quantity: before, revision: assignment.revision },
      after: { quantity, quantityFrom: effectiveOn, revision: assignment.revision + 1 },
    })
    return {
      id,
      reference: assignment.reference,
      ...(await countingIn(tx, assignment, payer.currency, number)),
    }
  })
}

/** Writes the quantity; answers its place among all changes. */
async function insertQuantity(
  tx: Db,
  actor: Actor,
  assignment: Assignment,
  {
    quantity,
    effectiveOn,
    typedOn,
  }: Pick<QuantityChange, 'quantity' | 'effectiveOn'> & { typedOn: CalendarDate },
): Promise<number> {
  const [row] = await tx
    .insert(assignmentQuantities)
    .values({
      ...{ assignmentId: assignment.rootId ?? assignment.id, quantity, typedOn, createdBy: actor.id },
      effectiveOn,
      notBeforeOn: assignment.movedFromId === null ? null : assignment.startOn,
    })
    .returning({ number: assignmentQuantities.number })
  if (!row) throw new Error('the database did not return the new quantity')
  return row.number
}

/** Where a change that was just typed counts. */
async function countingIn(
  tx: Db,
  { id }: Pick<Assignment, 'id'>,
  currency: string,
  number: number,
): Promise<Counting> {
  const [facts] = await loadFacts(tx, [id], currency)
  if (!facts) throw new Error(`assignment ${id} could not be read`)
  return countingReader(facts)(number)
}

/** True if a run has looked at it, or a period was waived: those keep the quantity that they were planned with. */
async function wasLookedAt(tx: Db, id: number): Promise<boolean> {
  const [row] = await tx
    .select({
      day: assignmentPointers.lookedThroughOn,
      isWaived: sql<boolean>`exists (select 1 from charge_waivers w where w.assignment_id = ${id})`,
    })
    .from(assignmentPointers)
    .where(eq(assignmentPointers.assignmentId, id))
  return row !== undefined && (row.day !== null || row.isWaived)
}

/** The quantity that is meant for a day. */
async function quantityOn(
  tx: Db,
  assignment: Pick<Assignment, 'id' | 'rootId' | 'quantity'>,
  day: CalendarDate,
): Promise<number> {
  const [found] = await tx
    .select({ quantity: assignmentQuantities.quantity })
    .from(assignmentQuantities)
    .where(
      and(
        eq(assignmentQuantities.assignmentId, assignment.rootId ?? assignment.id),
        lte(assignmentQuantities.effectiveOn, day),
      ),
    )
    .orderBy(desc(assignmentQuantities.effectiveOn), desc(assignmentQuantities.number))
    .limit(1)
  return found?.quantity ?? assignment.quantity
}
