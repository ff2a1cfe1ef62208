import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { unnest } from '@/db/unnest'
import type { CustomerInput } from '@/lib/customers/schema'

/** Adds customers in one statement. A code that somebody else took meanwhile breaks customers_account_code_unique. */
export async function insertCustomers(tx: Db, rows: readonly CustomerInput[]): Promise<void> {
  await tx.execute(sql`
    insert into customers (account_code, name, currency, email, debit_limit_minor, account_manager_id)
    select * from ${unnest(
      ['text', rows.map(row => row.accountCode)],
      ['text', rows.map(row => row.name)],
      ['text', rows.map(row => row.currency)],
      ['text', rows.map(row => row.email)],
      ['bigint', rows.map(row => row.debitLimitMinor)],
      ['text', rows.map(row => row.accountManagerId)],
    )}`)
}

/** Gives customers, by id, what their rows say; the currency is for life. */
export async function updateCustomers(
  tx: Db,
  rows: readonly (CustomerInput & { id: number })[],
): Promise<void> {
  await tx.execute(sql`
    update customers c set name = n.name, email = n.email, debit_limit_minor = n.debit_limit_minor,
      account_manager_id = n.account_manager_id, revision = c.revision + 1, updated_at = now()
    from ${unnest(
      ['bigint', rows.map(row => row.id)],
      ['text', rows.map(row => row.name)],
      ['text', rows.map(row => row.email)],
      ['bigint', rows.map(row => row.debitLimitMinor)],
      ['text', rows.map(row => row.accountManagerId)],
    )} as n (id, name, email, debit_limit_minor, account_manager_id)
    where c.id = n.id`)
}
