import { eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dids } from '@/db/schema/customers'
import { isAdmin, requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { Customer } from '@/lib/access/read'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { type Did, lockDid } from '@/lib/access/write/lock-did'
import { setEnd } from '@/lib/assignments/write/end'
import { moveAssignment } from '@/lib/assignments/write/move'
import { writeAudit } from '@/lib/audit/write/audit'
import { refuseStale } from '@/lib/audit/write/refuse-stale'
import { NotAllowed, Refusal } from '@/lib/refusal/refusal'
import { moveProblem, openOn } from '../read/open-assignments'
import type { DidEdit, DidInput } from '../schema'

const words = {
  number: 'the number',
  customer: 'the customer',
  carrier: 'the carrier',
  isEnabled: 'enabled',
}

type Saved = { id: number; number: string }

/** Adds a DID to a customer or to stock; admins only. A number that exists is refused on its field. */
export async function createDid({ db, actor }: Within<'actor'>, input: DidInput): Promise<Saved> {
  requireAdmin(actor)
  return db.transaction(async tx => {
    const customer =
      input.customerId === null ? null : await lockCustomer({ db: tx, actor }, input.customerId)
    await refuseTakenNumber(tx, input.number)
    const [row] = await tx.insert(dids).values(input).returning()
    if (!row) throw new Error('the DID was not inserted')
    await writeAudit(
      { db: tx, actor },
      {
        action: 'did.created',
        entity: 'did',
        entityId: row.id,
        label: row.number,
        after: auditValues(row, customer),
      },
    )
    return { id: row.id, number: row.number }
  })
}

/**
 * Changes a DID. One that leaves its customer with open assignments needs to know what becomes of them, in the same
 * step: `end` them on `endOn` (today where empty), or `move` them, so that the new customer pays from now on. What was
 * charged stays with who paid it. An account manager moves numbers among their own customers, or gives them back to stock.
 */
export async function updateDid(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: DidEdit,
): Promise<Saved> {
  return db.transaction(async tx => {
    const wanted = input.customerId === null ? [] : [input.customerId]
    const { did, customer, customers } = await lockDid({ db: tx, actor }, input.id, wanted)
    await refuseStale(tx, {
      entity: 'did',
      entityId: did.id,
      typed: input.revision,
      current: did.revision,
      words,
    })
    if (input.number !== did.number) {
      if (!isAdmin(actor)) throw new NotAllowed(undefined, { number: 'Only an admin may change a number.' })
      await refuseTakenNumber(tx, input.number)
    }
    const next = input.customerId === null ? null : (customers.get(input.customerId) ?? null)
    if (input.customerId !== did.customerId)
      await settleAssignments({ db: tx, actor, today }, { did, customer, next }, input)
    const values = {
      number: input.number,
      customerId: input.customerId,
      carrier: input.carrier,
      isEnabled: input.isEnabled,
    }
    const after = { ...did, ...values, revision: did.revision + 1 }
    const isSame =
      did.number === after.number &&
      did.customerId === after.customerId &&
      did.carrier === after.carrier &&
      did.isEnabled === after.isEnabled
    if (isSame) return { id: did.id, number: did.number }
    await tx
      .update(dids)
      .set({ ...values, revision: after.revision, updatedAt: sql`now()` })
      .where(eq(dids.id, did.id))
    await writeAudit(
      { db: tx, actor },
      {
        action: did.customerId === after.customerId ? 'did.updated' : 'did.moved',
        entity: 'did',
        entityId: did.id,
        label: after.number,
        before: auditValues(did, customer),
        after: auditValues(after, next),
        reason: input.reason,
      },
    )
    return { id: did.id, number: after.number }
  })
}

/** Ends or moves what is open on a DID that leaves its customer; refuses where the answer is missing. */
async function settleAssignments(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  move: { did: Did; customer: Customer | null; next: Customer | null },
  input: DidEdit,
): Promise<void> {
  const { did, customer, next } = move
  if (customer === null) return
  const open = await openOn({ db: tx, today }, did.id, customer.id).for('update')
  // What ends today is over either way, unless it is moved along on the day on which its period opens.
  const staying = open.filter(assignment => assignment.endOn !== today)
  const many = staying.length === 1 ? 'an open assignment' : `${staying.length} open assignments`
  if (input.openAssignments === null && staying.length === 0) return
  if (input.openAssignments === null)
    throw Refusal.field('openAssignments', `${did.number} has ${many}: end or move them in the same step.`)
  if (input.openAssignments === 'end') {
    const endOn = input.endOn ?? today
    for (const assignment of open) {
      if (assignment.endOn !== null && assignment.endOn <= endOn) continue
      if (assignment.startOn > endOn && assignment.movedFromId === null)
        throw Refusal.field(
          'endOn',
          `${assignment.reference} only starts on ${assignment.startOn}: delete it first, or end it later.`,
        )
      await setEnd({ db: tx, actor, today }, assignment, { endOn, reason: input.reason })
    }
    return
  }
  const problem = moveProblem(customer, next)
  if (problem !== null || next === null) throw Refusal.field('openAssignments', problem ?? '')
  for (const assignment of open)
    await moveAssignment(
      { db: tx, actor, today },
      { assignment, from: customer, to: next, reason: input.reason },
    )
}

async function refuseTakenNumber(tx: Db, number: string): Promise<void> {
  if ((await tx.$count(dids, eq(dids.number, number))) > 0)
    throw Refusal.field('number', `${number} is already there: look it up in the list.`)
}

function auditValues(row: Did, customer: Customer | null) {
  return {
    number: row.number,
    customerId: row.customerId,
    customer: customer?.name ?? null,
    carrier: row.carrier,
    isEnabled: row.isEnabled,
    revision: row.revision,
  }
}
