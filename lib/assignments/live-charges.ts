import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { charges } from '@/db/schema/billing'
import type { Assignment } from './access'

/**
 * Everybody who ever paid for an assignment: its payer, and earlier ones where its DID was moved. Charges are found
 * through them, because the ledger is indexed by customer and not by assignment.
 */
export async function payersEver(db: Db, assignment: { id: number; payerId: number }): Promise<number[]> {
  const moves = await db
    .select({ payerId: sql<string | null>`${auditLog.before} ->> 'payerId'` })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity, 'assignment'),
        eq(auditLog.entityId, String(assignment.id)),
        eq(auditLog.action, 'assignment.moved'),
      ),
    )
  const earlier = moves.map(move => Number(move.payerId)).filter(id => Number.isSafeInteger(id) && id > 0)
  return [...new Set([assignment.payerId, ...earlier])]
}

/** The charges of an assignment that no reversal mirrors, oldest first. */
export async function liveCharges(db: Db, assignment: Pick<Assignment, 'id' | 'payerId'>) {
  const payers = await payersEver(db, assignment)
  return db
    .select({
      id: charges.id,
      kind: charges.kind,
      billingOn: charges.billingOn,
      periodFrom: charges.periodFrom,
      periodTo: charges.periodTo,
      numerator: charges.numerator,
      denominator: charges.denominator,
      retailMinor: charges.retailMinor,
      costMinor: charges.costMinor,
    })
    .from(charges)
    .where(
      and(
        inArray(charges.customerId, payers),
        eq(charges.assignmentId, assignment.id),
        ne(charges.kind, 'reversal'),
        sql`not exists (select 1 from charges mirror where mirror.reverses_id = ${charges.id})`,
      ),
    )
    .orderBy(asc(charges.billingOn), asc(charges.id))
}

/** True where the assignment was ever charged, undone or not: then it can only be ended. */
export async function wasCharged(db: Db, assignment: Assignment): Promise<boolean> {
  const payers = await payersEver(db, assignment)
  const [found] = await db
    .select({ id: charges.id })
    .from(charges)
    .where(and(inArray(charges.customerId, payers), eq(charges.assignmentId, assignment.id)))
    .limit(1)
  return found !== undefined
}
