/** The catalogue of upstream services, and which of them a customer has from when to when. */

import { asc, eq, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { connexcsPackages, packages } from '@/db/schema/packages'
import { isAdmin, requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'

export type CatalogueRow = {
  id: number
  name: string
  unitCostMicro: number | null
  currency: string | null
  revision: number
  /** Packages that sell it, archived ones too: they keep charging and keep it switched on. */
  packages: number
}

/** The whole catalogue by name, with its costs: for admins. It is a list of tens. */
export async function listCatalogue({ db, actor }: Within<'actor'>): Promise<CatalogueRow[]> {
  requireAdmin(actor)
  return db
    .select({
      id: connexcsPackages.id,
      name: connexcsPackages.name,
      unitCostMicro: connexcsPackages.unitCostMicro,
      currency: connexcsPackages.currency,
      revision: connexcsPackages.revision,
      packages: sql<number>`(select count(*)::int from ${packages} p where p.connexcs_package_id = connexcs_packages.id)`,
    })
    .from(connexcsPackages)
    .orderBy(asc(sql`lower(${connexcsPackages.name})`), asc(connexcsPackages.id))
}

/**
 * A feature that is on from `fromOn` up to, not including, `toOn`; null while an assignment without an end carries it, or
 * one that ends on the last day there is.
 */
export type Entitlement = {
  name: string
  fromOn: CalendarDate
  toOn: CalendarDate | null
  /** On today; false for one that begins later. */
  isActive: boolean
}

/**
 * The features that a customer's assignments, and those of its DIDs, switch on: those that are on today and those to come.
 * Assignments that follow on one another without a day between are one span, so that a feature ends when the last that
 * carries it ends. A span that is over is left out. An account manager is told of their own customers only.
 */
export async function listEntitlements(
  { db, actor, today }: Within<'actor' | 'today'>,
  customerId: number,
): Promise<Entitlement[]> {
  const own = isAdmin(actor)
    ? sql``
    : sql`and exists (select 1 from customers c where c.id = a.payer_id and c.account_manager_id = ${actor.id})`
  return rowsOf<Entitlement>(
    db,
    sql`with spans as (
        select f.id, f.name, a.start_on as from_on, coalesce(nullif(a.end_on, date '9999-12-31') + 1, 'infinity'::date) as to_on
        from assignments a join packages p on p.id = a.package_id join connexcs_packages f on f.id = p.connexcs_package_id
        where a.payer_id = ${customerId} ${own}
      ), reached as (
        select *, max(to_on) over (partition by id order by from_on, to_on rows between unbounded preceding and 1 preceding) as reach
        from spans
      ), joined as (
        select *, count(*) filter (where reach is null or from_on > reach) over (partition by id order by from_on, to_on) as span
        from reached
      )
      select name, min(from_on)::text as "fromOn", case when max(to_on) = 'infinity' then null else max(to_on)::text end as "toOn",
        min(from_on) <= ${today}::date as "isActive"
      from joined group by id, name, span having max(to_on) > ${today}::date
      order by lower(name), id, min(from_on)`,
  )
}

/** The features of the customer with this account code; null where there is none that the actor may see. */
export async function findEntitlements(
  { db, actor, today }: Within<'actor' | 'today'>,
  accountCode: string,
): Promise<Entitlement[] | null> {
  // No account code has one, and PostgreSQL refuses to look for it.
  if (accountCode.includes('\0')) return null
  const [customer] = await db
    .select({ id: customers.id, managerId: customers.accountManagerId })
    .from(customers)
    .where(eq(customers.accountCode, accountCode))
  if (!customer || (!isAdmin(actor) && customer.managerId !== actor.id)) return null
  return listEntitlements({ db, actor, today }, customer.id)
}
