import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignmentEnds, assignments } from '@/db/schema/assignments'
import { dids } from '@/db/schema/customers'
import { type Actor, isAdmin } from '@/lib/access/actor'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { earliestEnd, minimumDaysOf } from '../minimum-days'
import { wasCharged } from '../read/was-charged'
import type { DeleteAssignment, EndAssignment } from '../schema'
import { type SavedAssignment, saveAssignment } from './assign'
import {
  type Assignment,
  lockAssignment,
  packageTerms,
  refuseMovedAway,
  refuseStaleAssignment,
  startOfService,
} from './lock'

/**
 * Ends an assignment on its last day of service, moves that day, or (endOn null) lets it run on. What was paid for and
 * is not used, or used after all, is settled by the next run, dated not before today.
 */
export async function endAssignment(
  db: Db,
  actor: Actor,
  input: EndAssignment,
  today: CalendarDate,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment(tx, actor, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    await setEnd(tx, actor, assignment, { endOn: input.endOn, reason: input.reason }, today)
    return { id: assignment.id, reference: assignment.reference }
  })
}

/** Sets the end of an assignment that is already locked, with every rule of ending; also for moving a DID. */
export async function setEnd(
  tx: Db,
  actor: Actor,
  assignment: Assignment,
  wish: { endOn: CalendarDate | null; reason: string | null },
  today: CalendarDate,
): Promise<void> {
  const { endOn } = wish
  const start = startOfService(assignment)
  refuseMovedAway(assignment, 'end the assignment that it went on as')
  if (endOn === assignment.endOn) return
  if (assignment.payersBefore.length > 0)
    throw new Refusal('Its number was moved while an earlier release billed it: its end stays as it is.')
  if (endOn === null || (assignment.endOn !== null && endOn > assignment.endOn))
    await refuseLeft(tx, assignment)
  if (endOn !== null && endOn < start)
    throw Refusal.field('endOn', `It starts on ${start}: end it on that day or later.`)
  const { starting } = await packageTerms(tx, assignment.packageId, start)
  const earliest = earliestEnd(start, starting.minimumDays, assignment.minimumDays)
  const isShort = endOn !== null && endOn < earliest
  if (isShort) refuseShort(actor, earliest, wish.reason)
  await saveAssignment(tx, assignment.id, { endOn, endedOn: today })
  if (assignment.rootId !== null) await endParts(tx, assignment.rootId, endOn, today)
  await writeAudit(tx, actor, {
    action: endOn === null ? 'assignment.end_removed' : 'assignment.ended',
    entity: 'assignment',
    entityId: assignment.id,
    label: assignment.reference,
    before: { endOn: assignment.endOn, revision: assignment.revision },
    after: { endOn, revision: assignment.revision + 1, ...(isShort ? { minimumDaysOverridden: true } : {}) },
    reason: wish.reason,
  })
}

/** What ended with its number's last day at the payer does not run on: the number is somebody else's. */
async function refuseLeft(tx: Db, { didId, payerId }: Assignment): Promise<void> {
  if (didId === null) return
  const [did] = await tx.select({ customerId: dids.customerId }).from(dids).where(eq(dids.id, didId))
  if (did?.customerId !== payerId)
    throw Refusal.field('endOn', 'Its DID left this customer: it cannot end later. Assign the package anew.')
}

function refuseShort(actor: Actor, earliest: CalendarDate, reason: string | null): void {
  if (!isAdmin(actor))
    throw Refusal.field(
      'endOn',
      `Minimum days apply: end it on ${earliest} or later, or ask an admin to override.`,
    )
  if (reason === null)
    throw Refusal.fields({
      endOn: `Minimum days apply until ${earliest}.`,
      reason: 'Say why the minimum days are overridden, or end it later.',
    })
}

/** Of a number that was moved the ends are one list: every part looks again, and ends where it was moved away or with the others. */
async function endParts(
  tx: Db,
  rootId: number,
  endOn: CalendarDate | null,
  today: CalendarDate,
): Promise<void> {
  await tx.insert(assignmentEnds).values({ assignmentId: rootId, endOn, typedOn: today })
  await tx.execute(sql`update assignments set end_on = least(bills_before_on - 1, ${endOn}::date)
    where root_id = ${rootId} and bills_before_on is not null`)
}

/**
 * Deletes an assignment that was never charged. Minimum days forbid it, but for an admin with a reason; one that has
 * charges is ended instead.
 */
export async function deleteAssignment(
  db: Db,
  actor: Actor,
  input: DeleteAssignment,
  _today: CalendarDate,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment(tx, actor, input.id)
    refuseMovedAway(assignment, 'it stays as a part of that, and is ended as what it went on as')
    if (await wasCharged(tx, assignment))
      throw new Refusal(`${assignment.reference} has charges and is never deleted: end it instead.`)
    if (assignment.rootId !== null)
      throw new Refusal('Its number was moved: it stays as a part of that, and is ended instead.')
    const { starting } = await packageTerms(tx, assignment.packageId, assignment.startOn)
    const days = minimumDaysOf(starting.minimumDays, assignment.minimumDays)
    if (days > 0 && !isAdmin(actor))
      throw new Refusal(
        `It runs for at least ${days} days and cannot be deleted: end it, or ask an admin to override.`,
      )
    if (days > 0 && input.reason === null)
      throw Refusal.field('reason', `It runs for at least ${days} days: say why it is deleted all the same.`)
    await tx.delete(assignments).where(eq(assignments.id, assignment.id))
    await writeAudit(tx, actor, {
      action: 'assignment.deleted',
      entity: 'assignment',
      entityId: assignment.id,
      label: assignment.reference,
      before: { ...assignment },
      reason: input.reason,
    })
    return { id: assignment.id, reference: assignment.reference }
  })
}
