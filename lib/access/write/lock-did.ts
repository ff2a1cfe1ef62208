import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import type { Within } from '@/lib/access/context'
import { Refusal } from '@/lib/refusal/refusal'
import { isAdmin, notTheirs } from '../actor'
import { type Customer, servesAll } from '../read'
import { lockCustomers } from './lock-customers'

export type Did = typeof dids.$inferSelect

/**
 * If the number was moved before, locks everybody who pays for a part of it, with the customers that are locked anyway and in one order: an
 * end that is typed now counts for all parts, and a run of another payer must not plan without it.
 */
async function lockParts(tx: Db, didId: number, customerIds: readonly number[]): Promise<void> {
  const parts = await tx
    .selectDistinct({ payerId: assignments.payerId })
    .from(assignments)
    .where(and(eq(assignments.didId, didId), isNotNull(assignments.rootId)))
  if (parts.length === 0) return
  const ids = [...new Set([...customerIds, ...parts.map(part => part.payerId)])]
  await tx
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, ids))
    .orderBy(customers.id)
    .for('update')
}

const notFound = 'This DID does not exist, or it is not one of yours.'

/**
 * Locks a DID and its customer (and `others`, customers it may move to): customers first, in id order, then the DID, as
 * everybody does. Stock is an admin's. `customer` is null for stock.
 */
export async function lockDid(
  { db: tx, actor }: Within<'actor'>,
  id: number,
  others: readonly number[] = [],
): Promise<{ did: Did; customer: Customer | null; customers: Map<number, Customer> }> {
  const [seen] = await tx.select({ customerId: dids.customerId }).from(dids).where(eq(dids.id, id))
  if (!seen || (seen.customerId === null && !isAdmin(actor))) throw notTheirs(actor, notFound)
  const own = seen.customerId === null ? [] : [seen.customerId]
  // Judged before anything is locked, so that all are locked at once: one after the other would be out of order.
  if (own.length > 0 && !(await servesAll({ db: tx, actor }, own))) throw notTheirs(actor, notFound)
  await lockParts(tx, id, [...own, ...others])
  const locked = await lockCustomers(
    { db: tx, actor },
    [...own, ...others],
    others.length > 0 ? undefined : notFound,
  )
  const [did] = await tx.select().from(dids).where(eq(dids.id, id)).for('update')
  if (!did) throw notTheirs(actor, notFound)
  if (did.customerId !== seen.customerId)
    throw new Refusal('Another user moved this DID at the same moment. Reload the page and try again.')
  return {
    did,
    customer: did.customerId === null ? null : (locked.get(did.customerId) ?? null),
    customers: locked,
  }
}
