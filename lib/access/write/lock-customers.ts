/** The locks that every writer takes first: customers, in id order. */

import { inArray } from 'drizzle-orm'
import { customers } from '@/db/schema/customers'
import type { Within } from '@/lib/access/context'
import { notTheirs } from '../actor'
import { type Customer, servesCustomer } from '../read'

const notFound = 'This customer does not exist, or it is not one of yours.'

/**
 * Locks the customers, in id order as every writer of the ledger does, and returns them by id. Refuses where one does
 * not exist or is not the actor's: the two read the same, so that ids cannot be guessed.
 */
export async function lockCustomers(
  { db: tx, actor }: Within<'actor'>,
  ids: readonly number[],
  sentence = notFound,
): Promise<Map<number, Customer>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(customers)
    .where(inArray(customers.id, wanted))
    .orderBy(customers.id)
    .for('update')
  if (rows.length < wanted.length || rows.some(row => !servesCustomer(actor, row)))
    throw notTheirs(actor, sentence)
  return new Map(rows.map(row => [row.id, row]))
}

/** As `lockCustomers`, for one. */
export async function lockCustomer({ db: tx, actor }: Within<'actor'>, id: number): Promise<Customer> {
  const found = (await lockCustomers({ db: tx, actor }, [id])).get(id)
  if (!found) throw notTheirs(actor, notFound)
  return found
}
