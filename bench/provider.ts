/** A provider of any size, made by the database itself: customers, DIDs, assignments and packages. */
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

export type BenchSize = { assignments: number }

/** Every how many assignments there is a customer and a DID: 1,000,000 assignments are 100,000 customers and 300,000 DIDs. */
export const perCustomer = 10

/**
 * Fills an empty database: 20 monthly packages on the 1st, in advance, so that every assignment has one line on 1 January
 * 2026; or, with `spread`, on the 1st to the 30th, so that one in thirty is due on a day.
 */
export async function makeProvider(db: Db, { assignments }: BenchSize, spread = false): Promise<void> {
  const customers = Math.max(1, Math.floor(assignments / perCustomer))
  await db.execute(sql`insert into customers (account_code, name, currency)
    select 'C' || lpad(i::text, 7, '0'), 'Customer ' || i, 'USD' from generate_series(1, ${customers}::int) i`)
  await db.execute(sql`insert into dids (number, customer_id)
    select (440000000000 + i)::text, 1 + i % ${customers}::int from generate_series(1, ${Math.floor(assignments * 0.3)}::int) i`)
  const packages = spread ? 30 : 20
  await db.execute(sql`insert into packages (code, name, currency)
    select 'p' || i, 'Package ' || i, 'USD' from generate_series(1, ${packages}::int) i`)
  await db.execute(sql`insert into package_versions (package_id, number, effective_on, retail_micro, cost_micro, frequency, match)
    select i, 1, '1970-01-01', 9950000 + i * 10000, 2150000, 'monthly', array[${spread ? sql`i` : sql`1`}]::smallint[]
    from generate_series(1, ${packages}::int) i`)
  await db.execute(sql`insert into assignments (reference, package_id, customer_id, did_id, payer_id, quantity, start_on)
    select 'A' || lpad(i::text, 8, '0'), 1 + i % ${packages}::int, case when i % 10 < 3 then null else payer end,
      case when i % 10 < 3 then did.id end, case when i % 10 < 3 then did.customer_id else payer end, 1 + i % 5, '2026-01-01'
    from (select i, 1 + (i / ${perCustomer}::int) % ${customers}::int as payer, 1 + (i / 10 * 3 + i % 10) % greatest(1, ${Math.floor(assignments * 0.3)}::int) as did_id
      from generate_series(0, ${assignments - 1}::int) i) made
    left join dids did on did.id = made.did_id`)
  await db.execute(sql`analyze`)
}
