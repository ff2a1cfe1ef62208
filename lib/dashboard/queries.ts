/** What the dashboard asks, for whoever looks at it: an account manager sees their own customers' part, cost only if allowed. */
import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { type Actor, isAdmin } from '../actor'
import { listRuns } from '../billing-runs/queries'
import type { CalendarDate } from '../calendar-date'
import { ofActor } from './access'
import { listAttention } from './attention'
import { type DueDays, sumDueDays } from './due'
import { sumRecurring } from './recurring'

export type Steps = { hasPackage: boolean; hasCustomer: boolean; hasAssignment: boolean; hasRun: boolean }

async function exists(db: Db, what: SQL): Promise<boolean> {
  const rows = await rowsOf<{ found: boolean }>(db, sql`select exists (select 1 ${what}) as found`)
  return rows[0]?.found ?? false
}

/** Which first steps were taken; for the checklist of an empty installation. */
export async function getSteps(db: Db, actor: Actor): Promise<Steps> {
  const own = isAdmin(actor) ? sql`` : sql`where c.account_manager_id = ${actor.id}`
  const ownRuns = isAdmin(actor) ? sql`` : sql`where b.started_by = ${actor.id}`
  return {
    hasPackage: await exists(db, sql`from packages`),
    hasCustomer: await exists(db, sql`from customers c ${own}`),
    hasAssignment: await exists(db, sql`from assignments a where true ${ofActor(actor)}`),
    hasRun: await exists(db, sql`from billing_runs b ${ownRuns}`),
  }
}

async function countActive(db: Db, actor: Actor, today: CalendarDate) {
  const [row] = await rowsOf<{ packages: number; assignments: number; customers: number }>(
    db,
    sql`select (select count(*)::int from packages where archived_at is null) as packages, count(*)::int as assignments,
        count(distinct a.payer_id)::int as customers
      from assignments a where a.start_on <= ${today}::date and (a.end_on is null or a.end_on >= ${today}::date) ${ofActor(actor)}`,
  )
  return row ?? { packages: 0, assignments: 0, customers: 0 }
}

/** Everything but the coming charges: counts, what recurs per month, the last runs, what wants a look. */
export async function getDashboard(db: Db, actor: Actor, today: CalendarDate, now: Date) {
  return {
    active: await countActive(db, actor, today),
    recurring: await sumRecurring(db, actor, today),
    runs: (await listRuns(db, actor, { now })).rows.slice(0, 5),
    attention: await listAttention(db, actor, today, now),
  }
}

/** The charges of the next 30 days, per day and currency. */
export async function getDueDays(db: Db, actor: Actor, today: CalendarDate): Promise<DueDays> {
  return sumDueDays(db, actor, today)
}
