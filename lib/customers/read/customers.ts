/** Reads of customers, scoped to who asks: an account manager finds only their own. */

import { and, asc, eq, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { customers, dids } from '@/db/schema/customers'
import { users } from '@/db/schema/users'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { visibleCustomers } from '@/lib/access/read'
import type { CalendarDate } from '@/lib/calendar-date'
import { likePattern } from '@/lib/listing/paging'
import { findPage, inOrder, knownValues, type Listing, type Position } from '@/lib/listing/read/pages'

export type CustomerAsk = {
  search: string
  /** The key of a column that sorts, with a minus in front for descending. Anything else is by name. */
  sort: string
  /** `short`: available below zero. `manager`: a user's id, or `none`. */
  filters: { currency?: string; funds?: string; manager?: string }
  today: CalendarDate
} & Position

const available = sql<bigint>`${customers.balanceMinor} + ${customers.debitLimitMinor}`.mapWith(
  customers.balanceMinor,
)

const account = {
  id: customers.id,
  accountCode: customers.accountCode,
  name: customers.name,
  email: customers.email,
  currency: customers.currency,
  balanceMinor: customers.balanceMinor,
  availableMinor: available,
}

/** Assignments of `customers` that have not ended by today and have started. */
const activeCount = ({ db, today }: Within<'today'>) =>
  db.$count(
    assignments,
    and(
      eq(assignments.payerId, customers.id),
      sql`${assignments.startOn} <= ${today} and (${assignments.endOn} is null or ${assignments.endOn} >= ${today})`,
    ),
  )

/** One page of customers with their balance, numbers and active assignments, and how many there are (see `ListPage`). */
export async function listCustomers({ db, actor }: Within<'actor'>, ask: CustomerAsk) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${customers}`,
      id: customers.id,
      visible: visibleCustomers(actor),
      where: and(searched(ask.search), filtered(ask.filters)),
      order: orderOf(ask.sort),
    },
    ask,
  )
  const rows = await db
    .select({
      ...account,
      manager: users.name,
      didCount: db.$count(dids, eq(dids.customerId, customers.id)),
      activeCount: activeCount({ db, today: ask.today }),
    })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.accountManagerId))
    .where(inArray(customers.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

/** The rows of a list after an id, in order of id, for an export that reads all of them a piece at a time. */
export async function listCustomersAfter(
  { db, actor }: Within<'actor'>,
  ask: Pick<CustomerAsk, 'search' | 'filters'>,
  afterId: number,
  limit: number,
) {
  return db
    .select({
      ...account,
      debitLimitMinor: customers.debitLimitMinor,
      managerEmail: users.email,
    })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.accountManagerId))
    .where(
      and(
        visibleCustomers(actor),
        searched(ask.search),
        filtered(ask.filters),
        sql`${customers.id} > ${afterId}`,
      ),
    )
    .orderBy(asc(customers.id))
    .limit(limit)
}

export type CustomerRow = Awaited<ReturnType<typeof listCustomers>>['rows'][number]

/** The ids of every customer that a list would show, by name, at most `limit`: for what is done to all that match. */
export async function listCustomerIds(
  { db, actor }: Within<'actor'>,
  ask: Pick<CustomerAsk, 'search' | 'filters'>,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(visibleCustomers(actor), searched(ask.search), filtered(ask.filters)))
    .orderBy(asc(byName.by), asc(customers.id))
    .limit(limit)
  return rows.map(row => row.id)
}

function searched(search: string): SQL | undefined {
  if (search.trim() === '') return undefined
  const pattern = likePattern(search)
  return or(
    ilike(customers.accountCode, pattern),
    ilike(customers.name, pattern),
    ilike(customers.email, pattern),
  )
}

function filtered({ currency, funds, manager }: CustomerAsk['filters']): SQL | undefined {
  return and(
    currency ? eq(customers.currency, currency) : undefined,
    funds === 'short' ? lt(available, 0n) : undefined,
    manager === 'none' ? isNull(customers.accountManagerId) : undefined,
    manager && manager !== 'none' ? eq(customers.accountManagerId, manager) : undefined,
  )
}

const byName = { by: sql`lower(${customers.name})`, type: 'text' } as const

function orderOf(sort: string): Listing['order'] {
  const down = sort.startsWith('-')
  // Amounts in different currencies cannot be compared: each currency by itself, in the same order both ways.
  const amount = (by: SQL) =>
    [
      { by: customers.currency, type: 'text' },
      { by: down ? sql`-(${by})` : by, type: 'bigint' },
    ] as const
  switch (sort.replace(/^-/, '')) {
    case 'code':
      return { keys: [{ by: customers.accountCode, type: 'text' }], down }
    case 'balance':
      return { keys: amount(sql`${customers.balanceMinor}`) }
    case 'available':
      return { keys: amount(available) }
    case 'manager':
      return {
        join: sql`left join ${users} on ${users.id} = ${customers.accountManagerId}`,
        keys: [{ by: sql`lower(${users.name})`, type: 'text' }, byName],
        nullsLast: true,
        down,
      }
    default:
      return { keys: [byName], down }
  }
}

/** One customer with balance and available funds; null where there is none, or it is not the actor's. */
export async function getCustomer({ db, actor }: Within<'actor'>, id: number) {
  if (!Number.isSafeInteger(id)) return null
  const [row] = await db
    .select({
      ...account,
      debitLimitMinor: customers.debitLimitMinor,
      accountManagerId: customers.accountManagerId,
      manager: users.name,
      managerEmail: users.email,
      revision: customers.revision,
    })
    .from(customers)
    .leftJoin(users, eq(users.id, customers.accountManagerId))
    .where(and(eq(customers.id, id), visibleCustomers(actor)))
  return row ?? null
}

export type CustomerDetails = NonNullable<Awaited<ReturnType<typeof getCustomer>>>

/** Customers whose code, name or e-mail contains the text, for a combobox: at most 20, by name. */
export async function searchCustomers({ db, actor }: Within<'actor'>, text: string, currency?: string) {
  return db
    .select({
      id: customers.id,
      name: customers.name,
      accountCode: customers.accountCode,
      currency: customers.currency,
    })
    .from(customers)
    .where(
      and(visibleCustomers(actor), searched(text), currency ? eq(customers.currency, currency) : undefined),
    )
    .orderBy(asc(sql`lower(${customers.name})`), asc(customers.id))
    .limit(20)
}

/** The currencies that customers have, for a filter. */
export async function listCustomerCurrencies({ db, actor }: Within<'actor'>): Promise<string[]> {
  const values = isAdmin(actor)
    ? knownValues(sql`customers`, sql`currency`)
    : sql`select distinct currency as value from customers where account_manager_id = ${actor.id}`
  const rows = await rowsOf<{ value: string }>(db, sql`select value from (${values}) currency order by value`)
  return rows.map(row => row.value)
}

/** Who may look after customers, for a filter and the form: everybody who is active, by name. For admins' pages. */
export async function listManagers(db: Db) {
  return db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(eq(users.isActive, true))
    .orderBy(asc(sql`lower(${users.name})`), asc(users.id))
    .limit(500)
}

/** What the tabs of a customer count: DIDs, and assignments that have not ended. The caller has judged who asks. */
export async function countOf({ db, today }: Within<'today'>, customerId: number) {
  const [didCount, assignmentCount] = await Promise.all([
    db.$count(dids, eq(dids.customerId, customerId)),
    db.$count(
      assignments,
      and(
        eq(assignments.payerId, customerId),
        sql`(${assignments.endOn} is null or ${assignments.endOn} >= ${today})`,
      ),
    ),
  ])
  return { dids: didCount, assignments: assignmentCount }
}
