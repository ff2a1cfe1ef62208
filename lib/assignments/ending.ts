import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { type Actor, isAdmin } from '../actor'
import { writeAudit } from '../audit/mutations'
import { periodsOf } from '../billing/period'
import { segmentsOf } from '../billing/segment'
import type { TermsVersion } from '../billing/terms'
import { type CalendarDate, toDay } from '../calendar-date'
import { Refusal } from '../refusal'
import { type Assignment, lockAssignment, packageTerms, refuseStaleAssignment } from './access'
import { liveCharges, wasCharged } from './live-charges'
import { earliestEnd, minimumDaysOf } from './minimum-days'
import { type SavedAssignment, saveAssignment } from './mutations'
import type { DeleteAssignment, EndAssignment } from './schema'

/**
 * Ends an assignment on its last day of service, moves that day, or (endOn null) lets it run on. What was paid for and
 * is not used is found by the next run as a credit, dated not before today.
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
  if (endOn === assignment.endOn) return
  if (endOn !== null && endOn < assignment.startOn)
    throw Refusal.field('endOn', `It starts on ${assignment.startOn}: end it on that day or later.`)
  const { versions, starting } = await packageTerms(tx, assignment.packageId, assignment.startOn)
  const earliest = earliestEnd(assignment.startOn, starting.minimumDays, assignment.minimumDays)
  const isShort = endOn !== null && endOn < earliest
  if (isShort) refuseShort(actor, earliest, wish.reason)
  const problem = await chargedEndProblem(tx, assignment, versions, endOn)
  if (problem !== null) throw Refusal.field('endOn', problem)
  const endedOn = endOn === null ? null : today
  await saveAssignment(tx, assignment.id, { endOn, endedOn })
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

type Ended = Pick<Assignment, 'id' | 'payerId' | 'startOn' | 'endOn' | 'quantity'>

/**
 * Why an end that was saved cannot become another, or null where it can. What was settled with the old end stays settled: a period
 * charged in part, or a credit given, cannot be taken back by a date.
 */
export async function chargedEndProblem(
  tx: Db,
  assignment: Ended,
  versions: TermsVersion[],
  endOn: CalendarDate | null,
): Promise<string | null> {
  if (assignment.endOn === null) return null
  const live = await liveCharges(tx, assignment)
  const credit = live.find(charge => charge.kind === 'credit')
  if (credit) {
    return `A credit for the days from ${credit.periodFrom} was already given. Undo it first, or assign the package again.`
  }
  if (endOn !== null && endOn < assignment.endOn) return null
  const cut = cutPeriod(assignment, versions, toDay(assignment.endOn))
  const settled = live.find(
    charge =>
      cut !== null &&
      toDay(charge.periodFrom) === cut &&
      (charge.kind === 'minimum_spend' || charge.numerator < charge.denominator),
  )
  return settled
    ? `The last period from ${settled.periodFrom} was already charged for its days up to the end. Undo that charge first, or assign the package again from the next day.`
    : null
}

/** The first day of the period that the end cuts short, or null where the end falls on a boundary. */
function cutPeriod(assignment: Ended, versions: TermsVersion[], endDay: number): number | null {
  const life = {
    startOn: toDay(assignment.startOn),
    quantity: assignment.quantity,
    quantityChanges: [],
    versions,
  }
  for (const segment of segmentsOf(life)) {
    for (const period of periodsOf(segment, null, endDay)) {
      if (period.from > endDay) break
      return period.to > endDay + 1 ? period.from : null
    }
  }
  return null
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
    if (await wasCharged(tx, assignment))
      throw new Refusal(`${assignment.reference} has charges and is never deleted: end it instead.`)
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
