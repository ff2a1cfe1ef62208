/** Whose assignments and customers the dashboard counts. */
import { type SQL, sql } from 'drizzle-orm'
import { type Actor, isAdmin } from '../actor'

/** A condition, with its `and`, on assignments `a`: an account manager's customers only. Empty for an admin. */
export function ofActor(actor: Actor): SQL {
  if (isAdmin(actor)) return sql``
  return sql`and a.payer_id in (select c.id from customers c where c.account_manager_id = ${actor.id})`
}
