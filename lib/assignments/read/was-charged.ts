import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import type { Assignment } from '../write/lock'

/** True where the assignment was ever charged, undone or not: then it can only be ended. */
export async function wasCharged(db: Db, assignment: Assignment): Promise<boolean> {
  // The ledger is indexed by customer and not by assignment.
  const payers = [assignment.payerId, ...assignment.payersBefore]
  const [found] = await db
    .select({ id: charges.id })
    .from(charges)
    .where(and(inArray(charges.customerId, payers), eq(charges.assignmentId, assignment.id)))
    .limit(1)
  return found !== undefined
}
