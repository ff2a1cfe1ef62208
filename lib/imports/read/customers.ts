import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { users } from '@/db/schema/users'
import { array } from '@/db/unnest'

export type KnownCustomer = { id: number; accountCode: string; name: string; currency: string }

/** Customers by account code. */
export async function customersByCode(db: Db, codes: readonly string[]): Promise<Map<string, KnownCustomer>> {
  const rows = await db
    .select({
      id: customers.id,
      accountCode: customers.accountCode,
      name: customers.name,
      currency: customers.currency,
    })
    .from(customers)
    .where(sql`${customers.accountCode} = any(${array('text', codes)})`)
  return new Map(rows.map(row => [row.accountCode, row]))
}

export type SavedCustomer = KnownCustomer & {
  email: string | null
  debitLimitMinor: bigint
  accountManagerId: string | null
  revision: number
}

/** What is saved under these account codes; locked, in id order, where the rows may be changed. */
export async function savedCustomers(
  db: Db,
  codes: readonly string[],
  lock: boolean,
): Promise<Map<string, SavedCustomer>> {
  const query = db
    .select({
      id: customers.id,
      accountCode: customers.accountCode,
      name: customers.name,
      currency: customers.currency,
      email: customers.email,
      debitLimitMinor: customers.debitLimitMinor,
      accountManagerId: customers.accountManagerId,
      revision: customers.revision,
    })
    .from(customers)
    .where(sql`${customers.accountCode} = any(${array('text', codes)})`)
    .orderBy(customers.id)
  const rows = await (lock ? query.for('update') : query)
  return new Map(rows.map(row => [row.accountCode, row]))
}

/** Ids of users by e-mail in lower case. */
export async function managersByEmail(db: Db, emails: readonly string[]): Promise<Map<string, string>> {
  if (emails.length === 0) return new Map()
  const lowered = sql<string>`lower(${users.email})`
  const rows = await db
    .select({ id: users.id, email: lowered })
    .from(users)
    .where(sql`${lowered} = any(${array('text', emails)})`)
  return new Map(rows.map(row => [row.email, row.id]))
}
