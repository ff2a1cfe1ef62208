/**
 * Whose customers are whose: an admin's are all, an account manager's are those assigned to them. Everything that hangs
 * on a customer (DIDs, assignments, charges, payments, usage) is judged through it.
 */
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { type Actor, isAdmin, notTheirs } from '../actor'

export type Customer = typeof customers.$inferSelect

/** The condition on `customers` that leaves only what the actor may see; undefined for an admin, who sees all. */
export function visibleCustomers(actor: Actor): SQL | undefined {
  if (isAdmin(actor)) return undefined
  return actor.id === null ? sql`false` : eq(customers.accountManagerId, actor.id)
}

/** `and … in (the customers of an account manager)`, for statements that are written out; empty for an admin, who sees all. */
export function andOwn(actor: Actor, customerId: SQL): SQL {
  if (isAdmin(actor)) return sql``
  return sql`and ${customerId} in (select own.id from customers own where own.account_manager_id = ${actor.id})`
}

/** True where the actor may see and serve this customer. */
export function servesCustomer(actor: Actor, customer: { accountManagerId: string | null }): boolean {
  return isAdmin(actor) || (actor.id !== null && customer.accountManagerId === actor.id)
}

/** True where all of them exist and are the actor's at this moment; nothing is locked. */
export async function servesAll(db: Db, actor: Actor, ids: readonly number[]): Promise<boolean> {
  const wanted = [...new Set(ids)]
  return (
    (await db.$count(customers, and(inArray(customers.id, wanted), visibleCustomers(actor)))) ===
    wanted.length
  )
}

const notFound = 'This customer does not exist, or it is not one of yours.'

/**
 * Locks the customers, in id order as every writer of the ledger does, and returns them by id. Refuses where one does
 * not exist or is not the actor's: the two read the same, so that ids cannot be guessed.
 */
export async function lockCustomers(
  tx: Db,
  actor: Actor,
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
export async function lockCustomer(tx: Db, actor: Actor, id: number): Promise<Customer> {
  const found = (await lockCustomers(tx, actor, [id])).get(id)
  if (!found) throw notTheirs(actor, notFound)
  return found
}
