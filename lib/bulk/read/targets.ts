/** Who or what a bulk change is about, on fresh rows and within what is the actor's. */

import { sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { idSet } from '@/db/unnest'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { listCustomerIds } from '@/lib/customers/read/customers'
import { listDidIds } from '@/lib/dids/read/dids'
import { Refusal } from '@/lib/refusal/refusal'
import { mostAtOnce } from '../limit'
import type { Selection } from '../schema'

export type Target = {
  id: number
  /** A number or a customer's name. */
  label: string
  /** Who pays; null for stock. */
  payerId: number | null
  customer: string | null
  currency: string | null
}

/** The targets in order of number or name. Refuses where more match than may be changed at once. */
export async function resolveTargets(
  { db, actor, today }: Within<'actor' | 'today'>,
  selection: Selection,
): Promise<Target[]> {
  const ids = selection.matching === null ? selection.ids : await matchingIds({ db, actor, today }, selection)
  if (ids.length > mostAtOnce)
    throw new Refusal('More than 10,000 match: narrow the search or the filters, and do it in parts.')
  const own = isAdmin(actor) ? sql`` : sql`and c.account_manager_id = ${actor.id}`
  const wanted = idSet(ids)
  return selection.kind === 'did'
    ? rowsOf<Target>(
        db,
        sql`select d.id::float8 as id, d.number as label, c.id::float8 as "payerId", c.name as customer, c.currency
          from dids d left join customers c on c.id = d.customer_id where d.id in ${wanted} ${own} order by d.number`,
      )
    : rowsOf<Target>(
        db,
        sql`select c.id::float8 as id, c.name as label, c.id::float8 as "payerId", c.name as customer, c.currency
          from customers c where c.id in ${wanted} ${own} order by lower(c.name), c.id`,
      )
}

async function matchingIds(
  { db, actor, today }: Within<'actor' | 'today'>,
  { kind, matching }: Selection,
): Promise<number[]> {
  const { search = '', ...filters } = matching ?? {}
  return kind === 'did'
    ? listDidIds({ db, actor }, { search, filters, today }, mostAtOnce + 1)
    : listCustomerIds({ db, actor }, { search, filters }, mostAtOnce + 1)
}
