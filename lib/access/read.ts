/** Whose assignments and customers the dashboard counts. */
import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from './actor'
import { andOwn } from './write/lock-customers'

/** A condition, with its `and`, on assignments `a`: an account manager's customers only. Empty for an admin. */
export function ofActor(actor: Actor): SQL {
  return andOwn(actor, sql`a.payer_id`)
}
