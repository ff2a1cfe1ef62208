/** A provider for the pages to show: everything that makes a list long and a page heavy. */
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { openPostgres, poolDatabase } from '@/db/postgres'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { todayIn } from '@/lib/calendar-date'
import { makeProvider } from '../provider'

/** Fills a fresh database with this many assignments, their charges from January 2026 through today, payments and usage. */
export async function fillForPages(url: string, assignments: number): Promise<void> {
  await (await openPostgres(url)).close()
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  const db = poolDatabase(pool)
  try {
    const now = new Date()
    const today = todayIn('UTC', now)
    await makeProvider(db, { assignments }, true)
    await db.execute(sql`insert into payments (reference, customer_id, paid_on, amount_minor, description)
      select 'P' || i, 1 + i % (select count(*) from customers), ${today}::date - i % 60, 5000 + i % 90000, 'Bank transfer'
      from generate_series(1, ${assignments}::int) i`)
    await db.execute(sql`insert into usage (usage_id, customer_id, started_at, started_on, destination, seconds, charge_micro)
      select 'U' || i, 1 + i % (select count(*) from customers), ${today}::date - i % 60, ${today}::date - i % 60,
        (442000000000 + i)::text, i % 900, 1000 * (i % 5000) from generate_series(1, ${assignments * 2}::int) i`)
    await runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn: today,
        today,
        now,
        batchSize: 5_000,
        concurrency: 2,
      },
    )
    await runBilling({ db, actor: admin }, { mode: 'simulate', throughOn: today, today, now, customerId: 1 })
    await db.execute(sql`analyze`)
  } finally {
    await pool.end()
  }
}
