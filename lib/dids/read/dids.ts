/** Reads of DIDs, scoped to who asks: an account manager finds the numbers of their own customers, an admin stock too. */

import { and, asc, eq, inArray, isNotNull, isNull, like, type SQL, sql } from 'drizzle-orm'
import { rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import { findPage, inOrder, knownValues, type Position } from '@/lib/listing/read/pages'
import { orderOf, searchOf } from './search'

export type DidAsk = {
  search: string
  /** number, carrier or customer; a minus in front for descending. */
  sort: string
  filters: {
    /** `stock` or `assigned`. */
    owner?: string
    /** `with` or `without` an assignment that has not ended. */
    package?: string
    /** `yes` or `no`. */
    enabled?: string
    carrier?: string
    customerId?: number
    /** `no_customer`: a package is open and nobody pays. `no_package`: a customer's, and nothing is charged for it. */
    leak?: string
  }
  today: CalendarDate
} & Position

/** Whose numbers the actor may see, as a condition on `dids` joined to `customers`. */
export function visibleDids(actor: Actor): SQL | undefined {
  return isAdmin(actor) ? undefined : and(isNotNull(dids.customerId), visibleCustomers(actor))
}

const open = (today: CalendarDate) =>
  sql`select 1 from ${assignments} a where a.did_id = ${dids.id} and (a.end_on is null or a.end_on >= ${today})`

const withCustomer = sql`${dids} left join ${customers} on ${customers.id} = ${dids.customerId}`

/** Packages `a` of a number that its customer pays for (in stock: of anybody): not what a former customer still has on it. */
const ofItsCustomer = sql`(${dids.customerId} is null or a.payer_id = ${dids.customerId}) and a.bills_before_on is null`

/** One page of DIDs with their customer and the packages that are open on them, and how many DIDs there are (see `ListPage`). */
export async function listDids({ db, actor }: Within<'actor'>, ask: DidAsk) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: withCustomer,
      id: dids.id,
      visible: visibleDids(actor),
      where: filtered(ask),
      search: searchOf(actor, ask.search),
      order: orderOf(ask.sort),
    },
    ask,
  )
  const rows = await db
    .select({
      id: dids.id,
      number: dids.number,
      carrier: dids.carrier,
      isEnabled: dids.isEnabled,
      customerId: dids.customerId,
      customer: customers.name,
      packages: sql<string[]>`array(select p.name from ${assignments} a join packages p on p.id = a.package_id
        where a.did_id = ${dids.id} and (a.end_on is null or a.end_on >= ${ask.today}) and ${ofItsCustomer} order by lower(p.name), a.id limit 4)`,
    })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(inArray(dids.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

/** The rows of a list after an id, in order of id, for an export that reads all of them a piece at a time. */
export async function listDidsAfter(
  { db, actor }: Within<'actor'>,
  ask: Pick<DidAsk, 'search' | 'filters' | 'today'>,
  afterId: number,
  limit: number,
) {
  return db
    .select({
      id: dids.id,
      number: dids.number,
      carrier: dids.carrier,
      isEnabled: dids.isEnabled,
      customer: customers.name,
      accountCode: customers.accountCode,
      packages: sql<string[]>`array(select p.code from ${assignments} a join packages p on p.id = a.package_id
        where a.did_id = ${dids.id} and (a.end_on is null or a.end_on >= ${ask.today}) and ${ofItsCustomer} order by p.code, a.id)`,
    })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(
      and(
        visibleDids(actor),
        searchOf(actor, ask.search)?.where,
        filtered(ask),
        sql`${dids.id} > ${afterId}`,
      ),
    )
    .orderBy(asc(dids.id))
    .limit(limit)
}

export type DidRow = Awaited<ReturnType<typeof listDids>>['rows'][number]

/** The ids of every DID that a list would show, by number, at most `limit`: for what is done to all that match. */
export async function listDidIds(
  { db, actor }: Within<'actor'>,
  ask: Pick<DidAsk, 'search' | 'filters' | 'today'>,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .select({ id: dids.id })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(and(visibleDids(actor), searchOf(actor, ask.search)?.where, filtered(ask)))
    .orderBy(asc(dids.number))
    .limit(limit)
  return rows.map(row => row.id)
}

function filtered({ filters, today }: Pick<DidAsk, 'filters' | 'today'>): SQL | undefined {
  return and(
    filters.owner === 'stock' ? isNull(dids.customerId) : undefined,
    filters.owner === 'assigned' ? isNotNull(dids.customerId) : undefined,
    filters.package === 'with' ? sql`exists (${open(today)})` : undefined,
    filters.package === 'without' ? sql`not exists (${open(today)})` : undefined,
    filters.enabled === 'yes' ? eq(dids.isEnabled, true) : undefined,
    filters.enabled === 'no' ? eq(dids.isEnabled, false) : undefined,
    filters.carrier ? eq(dids.carrier, filters.carrier) : undefined,
    leakOf(filters.leak, today),
    filters.customerId ? eq(dids.customerId, filters.customerId) : undefined,
  )
}

/** The condition of a leak on `dids`. */
export function leakOf(leak: string | undefined, today: CalendarDate): SQL | undefined {
  if (leak === 'no_customer') return sql`(${isNull(dids.customerId)} and exists (${open(today)}))`
  if (leak === 'no_package') return sql`(${isNotNull(dids.customerId)} and not exists (${open(today)}))`
  return undefined
}

/** One DID; null where there is none, or it is not one of the actor's customers'. */
export async function getDid({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      id: dids.id,
      number: dids.number,
      carrier: dids.carrier,
      isEnabled: dids.isEnabled,
      customerId: dids.customerId,
      customer: customers.name,
      accountCode: customers.accountCode,
      currency: customers.currency,
      revision: dids.revision,
    })
    .from(dids)
    .leftJoin(customers, eq(customers.id, dids.customerId))
    .where(and(eq(dids.id, id), visibleDids(actor)))
  return row ?? null
}

export type DidDetails = NonNullable<Awaited<ReturnType<typeof getDid>>>

/** DIDs of customers whose number contains the digits, for a combobox: at most 20, in order. Stock is left out. */
export async function searchDids({ db, actor }: Within<'actor'>, text: string, customerId?: number) {
  const digits = text.replace(/\D/g, '')
  return db
    .select({
      id: dids.id,
      number: dids.number,
      isEnabled: dids.isEnabled,
      customer: customers.name,
      currency: customers.currency,
    })
    .from(dids)
    .innerJoin(customers, eq(customers.id, dids.customerId))
    .where(
      and(
        visibleCustomers(actor),
        digits === '' ? undefined : like(dids.number, `%${digits}%`),
        customerId ? eq(dids.customerId, customerId) : undefined,
      ),
    )
    .orderBy(asc(dids.number))
    .limit(20)
}

/** The carriers that supply numbers, for a filter: at most 200, by name. */
export async function listCarriers({ db, actor }: Within<'actor'>): Promise<string[]> {
  const has = isAdmin(actor)
    ? sql``
    : sql`and exists (select 1 from dids d join customers c on c.id = d.customer_id
        where c.account_manager_id = ${actor.id} and d.carrier = carrier.value)`
  const rows = await rowsOf<{ value: string }>(
    db,
    sql`select carrier.value from (${knownValues(sql`dids`, sql`carrier`)}) carrier
      where carrier.value <> '' ${has} order by carrier.value limit 200`,
  )
  return rows.map(row => row.value)
}

/** How many assignments of a DID are open and paid by its customer: what a move has to settle. */
export async function countOpenAssignments(
  { db, actor, today }: Within<'actor' | 'today'>,
  didId: number,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(assignments)
    .innerJoin(dids, and(eq(dids.id, assignments.didId), eq(dids.customerId, assignments.payerId)))
    .innerJoin(customers, eq(customers.id, dids.customerId))
    .where(
      and(
        eq(dids.id, didId),
        visibleCustomers(actor),
        isNull(assignments.billsBeforeOn),
        sql`(${assignments.endOn} is null or ${assignments.endOn} > ${today})`,
      ),
    )
  return row?.count ?? 0
}
