import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { dids } from '@/db/schema/customers'
import { type Actor, isAdmin, notTheirs } from '../actor'
import { type Customer, lockCustomers, servesAll } from '../customers/access'
import { Refusal } from '../refusal'

export type Did = typeof dids.$inferSelect

const notFound = 'This DID does not exist, or it is not one of yours.'

/**
 * Locks a DID and its customer (and `others`, customers it may move to): customers first, in id order, then the DID, as
 * everybody does. Stock is an admin's. `customer` is null for stock.
 */
export async function lockDid(
  tx: Db,
  actor: Actor,
  id: number,
  others: readonly number[] = [],
): Promise<{ did: Did; customer: Customer | null; customers: Map<number, Customer> }> {
  const [seen] = await tx.select({ customerId: dids.customerId }).from(dids).where(eq(dids.id, id))
  if (!seen || (seen.customerId === null && !isAdmin(actor))) throw notTheirs(actor, notFound)
  const own = seen.customerId === null ? [] : [seen.customerId]
  // Judged before anything is locked, so that all are locked at once: one after the other would be out of order.
  if (own.length > 0 && !(await servesAll(tx, actor, own))) throw notTheirs(actor, notFound)
  const locked = await lockCustomers(tx, actor, [...own, ...others], others.length > 0 ? undefined : notFound)
  const [did] = await tx.select().from(dids).where(eq(dids.id, id)).for('update')
  if (!did) throw notTheirs(actor, notFound)
  if (did.customerId !== seen.customerId)
    throw new Refusal('Somebody moved this DID at the same moment. Reload the page and try again.')
  return {
    did,
    customer: did.customerId === null ? null : (locked.get(did.customerId) ?? null),
    customers: locked,
  }
}
