import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import type { Within } from '@/lib/access/context'
import type { Customer } from '@/lib/access/read'
import { lockCustomer } from '@/lib/access/write/lock-customers'
import { lockDid } from '@/lib/access/write/lock-did'
import { startingVersion } from '@/lib/billing/segment'
import { toDay } from '@/lib/calendar-date'
import { Refusal } from '@/lib/refusal/refusal'
import { refuseProblems } from '../problem'
import { givenProblems, minutesProblem, targetProblems } from '../rules'
import type { AssignmentEdit, AssignmentInput } from '../schema'
import { giveAssignments } from './give'
import { loadSold, lockAssignment, packageTerms, refuseStaleAssignment } from './lock'
import { markBilled, pastLines } from './mark-billed'
import { saveAssignments } from './save'

export type SavedAssignment = { id: number; reference: string }

/**
 * Gives a package to a customer or to a DID. The payer is the customer, or the DID's; its currency is the package's. A
 * start before today needs an answer for the past dates: `charge`, or `mark_billed`, which charges from today on.
 */
export async function assignPackage(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: AssignmentInput,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const target = await lockTarget({ db: tx, actor }, input)
    const sold = await loadSold(tx, input.packageId, true)
    const { terms } = startingVersion(sold.versions, toDay(input.startOn))
    const given = { ...input, isDid: input.didId !== null }
    refuseProblems([
      ...targetProblems(target, sold),
      ...givenProblems(given, { sold, starting: terms, today }),
    ])
    if (target.payer === null) throw new Error('an assignment without a payer was judged as good')
    if (input.reference !== null) await refuseTaken(tx, input.reference)
    const { pastDates, ...values } = input
    const marked = input.startOn < today && pastDates === 'mark_billed' ? pastLines(input, sold, today) : []
    const about = [{ package: sold.name, target: target.label, markedAsBilled: marked.length }]
    const [saved] = await giveAssignments({ db: tx, actor }, [{ ...values, payerId: target.payer.id }], {
      about,
    })
    if (!saved) throw new Error('the database did not return the new assignment')
    await markBilled({ db: tx, actor }, [saved.id], marked)
    return { id: saved.id, reference: saved.reference }
  })
}

async function lockTarget(
  { db: tx, actor }: Within<'actor'>,
  input: AssignmentInput,
): Promise<{ payer: Customer | null; label: string }> {
  if (input.didId !== null) {
    const { did, customer } = await lockDid({ db: tx, actor }, input.didId)
    return { payer: customer, label: did.number }
  }
  if (input.customerId === null) throw Refusal.field('customerId', 'Choose a customer or a DID.')
  const payer = await lockCustomer({ db: tx, actor }, input.customerId)
  return { payer, label: payer.name }
}

async function refuseTaken(tx: Db, reference: string): Promise<void> {
  if ((await tx.$count(assignments, eq(assignments.reference, reference))) > 0)
    throw Refusal.field('reference', `Another assignment already has the reference ${reference}.`)
}

/** Changes how charges are booked from now on: auto decrement credit, the free minutes of a period, the reference. */
export async function updateAssignment(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: AssignmentEdit,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment({ db: tx, actor }, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    const { starting } = await packageTerms(tx, assignment.packageId, assignment.startOn)
    const problem = minutesProblem(starting.type, input.minutes)
    refuseProblems(problem ? [problem] : [])
    if (input.reference !== assignment.reference) await refuseTaken(tx, input.reference)
    const { autoDecrementCredit, minutes, reference } = input
    const after = { ...assignment, autoDecrementCredit, minutes, reference }
    const isSame =
      assignment.autoDecrementCredit === autoDecrementCredit &&
      assignment.minutes === minutes &&
      assignment.reference === reference
    if (!isSame) await saveAssignments({ db: tx, actor }, [{ before: assignment, after }], { today })
    return { id: assignment.id, reference }
  })
}
