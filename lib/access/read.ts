/**
 * Whose customers are whose: an admin's are all, an account manager's are those assigned to them. Everything that hangs
 * on a customer (DIDs, assignments, charges, payments, usage) is judged through it. Runs: all for an admin; an account manager sees
 * the simulations that they started.
 */

import { and, eq, exists, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { billingRuns } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { accounts, users } from '@/db/schema/users'
import type { Within } from '@/lib/access/context'
import { type Actor, isAdmin } from './actor'

/** A condition, with its `and`, on assignments `a`: an account manager's customers only. Empty for an admin. */
export function ofActor(actor: Actor): SQL {
  return andOwn(actor, sql`a.payer_id`)
}

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
export async function servesAll({ db, actor }: Within<'actor'>, ids: readonly number[]): Promise<boolean> {
  const wanted = [...new Set(ids)]
  return (
    (await db.$count(customers, and(inArray(customers.id, wanted), visibleCustomers(actor)))) ===
    wanted.length
  )
}

/** The condition on `billing_runs` that leaves only what the actor may see; undefined for an admin, who sees all. */
export function visibleRuns(actor: Actor): SQL | undefined {
  if (isAdmin(actor)) return undefined
  if (actor.id === null) return sql`false`
  return and(eq(billingRuns.mode, 'simulate'), eq(billingRuns.startedBy, actor.id))
}

/** True in SQL for a user who has chosen a password. */
export function hasPassword(db: Db) {
  return exists(
    db
      .select({ one: sql`1` })
      .from(accounts)
      .where(
        and(
          eq(accounts.userId, users.id),
          eq(accounts.providerId, 'credential'),
          isNotNull(accounts.password),
        ),
      ),
  )
}
