/** Which runs are whose: an admin's are all, an account manager's are the simulations they started. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { billingRuns } from '@/db/schema/billing'
import { type Actor, isAdmin } from './actor'

/** The condition on `billing_runs` that leaves only what the actor may see; undefined for an admin, who sees all. */
export function visibleRuns(actor: Actor): SQL | undefined {
  if (isAdmin(actor)) return undefined
  if (actor.id === null) return sql`false`
  return and(eq(billingRuns.mode, 'simulate'), eq(billingRuns.startedBy, actor.id))
}
