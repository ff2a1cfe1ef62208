/** A provider as it might be after years, made by the database itself: names, managers, currencies, numbers, assignments. */
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

/** The day that the book is looked at on. */
export const bookDay = '2026-01-01'

/** 1,000,000 assignments are 100,000 customers, 300,000 DIDs and 250 account managers. */
export function bookSizes(assignments: number) {
  const customers = Math.max(10, Math.floor(assignments / 10))
  return {
    assignments,
    customers,
    dids: Math.max(10, Math.floor(assignments * 0.3)),
    managers: Math.max(2, Math.floor(customers / 400)),
  }
}

export type BookSizes = ReturnType<typeof bookSizes>

const perCurrency = 50
const first = [
  'Northern',
  'Silver',
  'Blue',
  'Harbour',
  'Royal',
  'Grand',
  'United',
  'Alpine',
  'Coastal',
  'Prime',
]
const second = [
  'Telecom',
  'Logistics',
  'Bakery',
  'Dental',
  'Legal',
  'Hotel',
  'Motors',
  'Media',
  'Clinic',
  'Foods',
]
const third = ['Ltd', 'Group', 'Partners', 'Holdings', 'Services']
export const carriers = ['Arbinet', 'Bandwidth', 'Colt', 'DIDWW', 'Gamma', 'Inteliquent', 'Telnyx', 'Voxbone']

const words = (values: readonly string[]) => sql.raw(`array[${values.map(word => `'${word}'`).join(',')}]`)

/** A number from 0 to 1 that looks random and is the same every time; `salt` gives another one. */
const chance = (salt: number) => sql.raw(`(hashint8extended(i::bigint, ${salt}) & 1048575)::float8 / 1048576`)

/** Fills an empty database with customers, DIDs, packages and assignments, and tells the planner. */
export async function makeBook(db: Db, sizes: BookSizes): Promise<void> {
  await makeCustomers(db, sizes)
  await makeDids(db, sizes)
  await makePackages(db)
  await makeAssignments(db, sizes)
  await db.execute(sql`analyze`)
}

async function makeCustomers(db: Db, { customers, managers }: BookSizes): Promise<void> {
  await db.execute(sql`insert into users (id, name, email, role)
    select 'manager-' || i, 'Manager ' || i, 'manager' || i || '@example.com', 'account_manager'
    from generate_series(1, ${managers}::int) i`)
  await db.execute(sql`insert into customers (account_code, name, email, currency, balance_minor, debit_limit_minor, account_manager_id)
    select 'C' || lpad(i::text, 7, '0'),
      (${words(first)})[1 + i % 10] || ' ' || (${words(second)})[1 + i / 10 % 10] || ' ' || (${words(third)})[1 + i % 5] || ' ' || i / 100,
      case when i % 7 > 0 then 'billing' || i || '@example.com' end,
      (array['USD', 'USD', 'USD', 'USD', 'USD', 'USD', 'EUR', 'EUR', 'GBP', 'JPY'])[1 + i % 10],
      (${chance(1)} * 200000)::int - 10000, case when i % 4 = 0 then 10000 else 0 end,
      case when i % 20 > 0 then 'manager-' || 1 + i % ${managers}::int end
    from generate_series(1, ${customers}::int) i`)
}

async function makeDids(db: Db, { customers, dids }: BookSizes): Promise<void> {
  await db.execute(sql`insert into dids (number, customer_id, carrier, is_enabled)
    select (array['1', '44', '49', '33', '81'])[1 + i % 5] || lpad(((i::bigint * 7919) % 1000000007)::text, 10, '0'),
      case when i % 10 > 0 then 1 + (${chance(2)} * ${customers - 1}::int)::int end,
      (${words(carriers)})[1 + i % ${carriers.length}::int], i % 33 > 0
    from generate_series(1, ${dids}::int) i`)
}

async function makePackages(db: Db): Promise<void> {
  await db.execute(sql`insert into packages (code, name, currency)
    select 'p' || i, (${words(first)})[1 + i % 10] || ' ' || (array['Line', 'Trunk', 'Seat', 'Number'])[1 + i % 4] || ' ' || i,
      (array['USD', 'EUR', 'GBP', 'JPY'])[1 + i / ${perCurrency}::int]
    from generate_series(0, ${4 * perCurrency - 1}::int) i`)
  await db.execute(sql`insert into package_versions (package_id, number, effective_on, retail_micro, cost_micro, frequency, every, match,
      minimum_spend)
    select 1 + i, 1, '1970-01-01', 990000 + i * 10000, case when i % 9 = 0 then 2000000 else 300000 end,
      (array['monthly', 'monthly', 'monthly', 'monthly', 'weekly', 'daily', 'monthly', 'yearly'])[1 + i % 8],
      case when i % 16 = 6 then 3 else 1 end,
      case i % 8 when 0 then array[1] when 1 then array[15] when 2 then array[1, 15] when 4 then array[1, 4]
        else '{}'::int[] end::smallint[], i % 25 = 8
    from generate_series(0, ${4 * perCurrency - 1}::int) i`)
  // Every tenth has had a later price since.
  await db.execute(sql`insert into package_versions (package_id, number, effective_on, retail_micro, cost_micro, frequency, every, match,
      minimum_spend)
    select package_id, 2, '2025-07-01', retail_micro + 100000, cost_micro, frequency, every, match, minimum_spend
    from package_versions where package_id % 10 = 0`)
}

/** Few packages are sold a lot and most a little. Fifteen in a hundred have ended, three end soon, two have not started. */
async function makeAssignments(db: Db, { assignments, customers, dids }: BookSizes): Promise<void> {
  await db.execute(sql`insert into assignments (reference, package_id, customer_id, did_id, payer_id, quantity, start_on, end_on)
    select 'ORD-' || lpad(made.i::text, 8, '0'),
      1 + (position(c.currency in 'USDEURGBPJPY') / 3) * ${perCurrency}::int + floor(${perCurrency}::int * made.skew ^ 3)::int,
      case when d.id is null then c.id end, d.id, c.id, 1 + made.i % 5, made.start_on,
      case when made.i % 100 < 15 then greatest(made.start_on, ${bookDay}::date - 1 - made.i % 300)
        when made.i % 100 < 18 then ${bookDay}::date + 1 + made.i % 300 end
    from (select i, ${chance(3)} as skew, case when i % 10 < 3 then 1 + (${chance(4)} * ${dids - 1}::int)::int end as did_id,
        case when i % 100 = 99 or i % 100 = 98 then ${bookDay}::date + 1 + i % 60
          else ${bookDay}::date - 1 - (${chance(5)} * 1000)::int end as start_on
      from generate_series(0, ${assignments - 1}::int) i) made
    left join dids d on d.id = made.did_id and d.customer_id is not null
    join customers c on c.id = coalesce(d.customer_id, 1 + made.i % ${customers}::int)
    order by made.i`)
}
