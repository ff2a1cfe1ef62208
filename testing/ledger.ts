import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'

/** Every charge with its debit, and every balance, without ids and run numbers: what a disturbance must not change. */
export async function ledgerOf(db: Db): Promise<string[]> {
  const lines = await rowsOf<{ line: string }>(
    db,
    sql`select concat_ws(' ', a.reference, c.kind, c.billing_on, c.period_from, c.period_to, c.retail_minor, c.cost_minor,
        e.amount_minor) as line
      from charges c join assignments a on a.id = c.assignment_id left join ledger_entries e on e.charge_id = c.id order by 1`,
  )
  const balances = await rowsOf<{ line: string }>(
    db,
    sql`select account_code || ' ' || balance_minor as line from customers order by 1`,
  )
  return [...lines, ...balances].map(row => row.line)
}
