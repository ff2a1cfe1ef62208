import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import type { Actor } from '@/lib/access/actor'
import type { Customer } from '@/lib/access/read'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { lockDid } from '@/lib/access/write/lock-did'
import { writeAudit } from '@/lib/audit/write/audit'
import type { CalendarDate } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { earliestEnd } from '../minimum-days'
import { type AssignmentEdit, type AssignmentInput, minimumDaysProblem, minutesProblem } from '../schema'
import { lockAssignment, packageTerms, refuseStaleAssignment, requireSold } from './lock'
import { markBilled, pastLines } from './mark-billed'

export type SavedAssignment = { id: number; reference: string }

/**
 * Gives a package to a customer or to a DID. The payer is the customer, or the DID's; its currency is the package's. A
 * start before today needs an answer for the past dates: `charge`, or `mark_billed`, which charges from today on.
 */
export async function assignPackage(
  db: Db,
  actor: Actor,
  input: AssignmentInput,
  today: CalendarDate,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { payer, label } = await lockTarget(tx, actor, input)
    const sold = await requireSold(tx, input.packageId, true)
    if (sold.currency !== payer.currency)
      throw Refusal.field(
        'packageId',
        `${sold.name} is sold in ${sold.currency} and ${payer.name} pays in ${payer.currency}: choose a package in ${payer.currency}.`,
      )
    await refuseWrongTerms(tx, input)
    const isBackDated = input.startOn < today
    if (isBackDated && input.pastDates === null)
      throw Refusal.field(
        'pastDates',
        'The start lies in the past: charge the past dates, or mark them as already billed.',
      )
    const id = await nextId(tx)
    const reference = await referenceFor(tx, input.reference, id)
    const { pastDates, ...values } = input
    const row = {
      ...values,
      id,
      reference,
      payerId: payer.id,
      createdBy: actor.id,
    }
    await tx.insert(assignments).overridingSystemValue().values(row)
    const marked = isBackDated && pastDates === 'mark_billed' ? pastLines(input, sold, today) : []
    await markBilled(tx, actor, [id], marked)
    await writeAudit(tx, actor, {
      action: 'assignment.created',
      entity: 'assignment',
      entityId: id,
      label: reference,
      after: { ...row, package: sold.name, target: label, revision: 1, markedAsBilled: marked.length },
    })
    return { id, reference }
  })
}

async function lockTarget(
  tx: Db,
  actor: Actor,
  input: AssignmentInput,
): Promise<{ payer: Customer; label: string }> {
  if (input.didId !== null) {
    const { did, customer } = await lockDid(tx, actor, input.didId)
    if (customer === null)
      throw Refusal.field('didId', `${did.number} is in stock: give it to a customer first.`)
    return { payer: customer, label: did.number }
  }
  if (input.customerId === null) throw Refusal.field('customerId', 'Choose a customer or a DID.')
  const payer = await lockCustomer(tx, actor, input.customerId)
  return { payer, label: payer.name }
}

async function refuseWrongTerms(tx: Db, input: AssignmentInput): Promise<void> {
  const { starting } = await packageTerms(tx, input.packageId, input.startOn)
  const minutes = minutesProblem(starting.type, input.minutes)
  const minimumDays = minimumDaysProblem({
    minimumDays: input.minimumDays,
    packageMinimumDays: starting.minimumDays,
    isDid: input.didId !== null,
  })
  const earliest = earliestEnd(input.startOn, starting.minimumDays, input.minimumDays)
  const isShort = input.endOn !== null && input.endOn < earliest
  const found = {
    ...(minutes ? { minutes } : {}),
    ...(minimumDays ? { minimumDays } : {}),
    ...(isShort ? { endOn: `Minimum days apply: end it on ${earliest} or later.` } : {}),
  }
  if (Object.keys(found).length > 0) throw Refusal.fields(found)
}

export async function nextId(tx: Db): Promise<number> {
  const [row] = await rowsOf<{ id: string | number }>(
    tx,
    sql`select nextval(pg_get_serial_sequence('assignments', 'id')) as id`,
  )
  if (!row) throw new Error('the sequence of assignments gave no id')
  return Number(row.id)
}

/** The typed reference where it is free, or one from the id: A000123, and A000123-2 where somebody imported that. */
export async function referenceFor(tx: Db, typed: string | null, id: number): Promise<string> {
  if (typed !== null) {
    if (await isTaken(tx, typed))
      throw Refusal.field('reference', `Another assignment already has the reference ${typed}.`)
    return typed
  }
  const plain = `A${String(id).padStart(6, '0')}`
  for (let n = 1; n < 100; n += 1) {
    const reference = n === 1 ? plain : `${plain}-${n}`
    if (!(await isTaken(tx, reference))) return reference
  }
  throw Refusal.field('reference', 'Type a reference: the usual ones are taken.')
}

async function isTaken(tx: Db, reference: string): Promise<boolean> {
  return (await tx.$count(assignments, eq(assignments.reference, reference))) > 0
}

/** Changes how charges are booked from now on: auto decrement credit, the free minutes of a period, the reference. */
export async function updateAssignment(
  db: Db,
  actor: Actor,
  input: AssignmentEdit,
  _today: CalendarDate,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment(tx, actor, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    const { starting } = await packageTerms(tx, assignment.packageId, assignment.startOn)
    const problem = minutesProblem(starting.type, input.minutes)
    if (problem) throw Refusal.field('minutes', problem)
    if (input.reference !== assignment.reference) await referenceFor(tx, input.reference, assignment.id)
    const { autoDecrementCredit, minutes, reference } = input
    const after = { autoDecrementCredit, minutes, reference }
    const isSame =
      assignment.autoDecrementCredit === autoDecrementCredit &&
      assignment.minutes === minutes &&
      assignment.reference === reference
    if (isSame) return { id: assignment.id, reference }
    await saveAssignment(tx, assignment.id, after)
    await writeAudit(tx, actor, {
      action: 'assignment.updated',
      entity: 'assignment',
      entityId: assignment.id,
      label: reference,
      before: { ...assignment, updatedAt: undefined },
      after: {
        ...assignment,
        ...after,
        revision: assignment.revision + 1,
        updatedAt: undefined,
      },
    })
    return { id: assignment.id, reference }
  })
}

/** Writes the fields and counts the save; the next run looks at the assignment from its start again. */
export async function saveAssignment(
  tx: Db,
  id: number,
  values: Partial<typeof assignments.$inferInsert>,
): Promise<void> {
  await tx
    .update(assignments)
    .set({ ...values, revision: sql`${assignments.revision} + 1`, updatedAt: sql`now()` })
    .where(eq(assignments.id, id))
}
