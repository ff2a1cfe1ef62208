import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dids } from '@/db/schema/customers'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import { refuseProblems } from '../problem'
import { type Ending, endProblems, isBeforeMinimumDays } from '../rules'
import type { EndAssignment } from '../schema'
import type { SavedAssignment } from './assign'
import { writeEnds } from './ends'
import { type Assignment, lockAssignment, packageTerms, refuseStaleAssignment, startOfService } from './lock'

/**
 * Ends an assignment on its last day of service, moves that day, or (endOn null) lets it run on. What was paid for and
 * is not used, or used after all, is settled by the next run, dated not before today.
 */
export async function endAssignment(
  { db, actor, today }: Within<'actor' | 'today'>,
  input: EndAssignment,
): Promise<SavedAssignment> {
  return db.transaction(async tx => {
    const { assignment } = await lockAssignment({ db: tx, actor }, input.id)
    await refuseStaleAssignment(tx, assignment, input.revision)
    await setEnd({ db: tx, actor, today }, assignment, { endOn: input.endOn, reason: input.reason })
    return { id: assignment.id, reference: assignment.reference }
  })
}

/** Sets the end of an assignment that is already locked, with every rule of ending; also for moving a DID. */
export async function setEnd(
  { db: tx, actor, today }: Within<'actor' | 'today'>,
  assignment: Assignment,
  wish: { endOn: CalendarDate | null; reason: string | null },
): Promise<void> {
  const { id } = assignment
  const { endOn, reason } = wish
  const ending = await endingOf(tx, assignment)
  refuseProblems(endProblems(wish, ending, isAdmin(actor) ? 'admin' : 'manager'))
  if (endOn === assignment.endOn) return
  const about = isBeforeMinimumDays(endOn, ending) ? { minimumDaysOverridden: true } : {}
  await writeEnds({ db: tx, actor }, [{ id, endOn, about }], { today, reason })
}

async function endingOf(tx: Db, assignment: Assignment): Promise<Ending> {
  const startOn = startOfService(assignment)
  const { starting } = await packageTerms(tx, assignment.packageId, startOn)
  const { movedOn, endOn, minimumDays, payersBefore } = assignment
  return {
    ...{ movedOn, startOn, endOn, minimumDays, packageMinimumDays: starting.minimumDays },
    isEndFixed: payersBefore.length > 0,
    hasLeft: await hasLeft(tx, assignment),
  }
}

/** What ended with its number's last day at the payer does not run on: the number is another customer's. */
async function hasLeft(tx: Db, { didId, payerId }: Assignment): Promise<boolean> {
  if (didId === null) return false
  const [did] = await tx.select({ customerId: dids.customerId }).from(dids).where(eq(dids.id, didId))
  return did?.customerId !== payerId
}
