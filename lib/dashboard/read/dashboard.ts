/** What the dashboard asks, for whoever looks at it: an account manager sees their own customers' part, cost only if allowed. */

import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { isAdmin } from '@/lib/access/actor'
import type { Context, Within } from '@/lib/access/context'
import { ofActor } from '@/lib/access/read'
import { listRuns } from '@/lib/billing-runs/read/runs'
import { type Counted, keeper } from '@/lib/listing/read/cached-figures'
import { countAttention, listTrouble } from './attention'
import { type DueDays, sumDueDays } from './due'
import { sumRecurring } from './recurring'

export type Steps = { hasPackage: boolean; hasCustomer: boolean; hasAssignment: boolean; hasRun: boolean }

async function exists(db: Db, what: SQL): Promise<boolean> {
  const rows = await rowsOf<{ found: boolean }>(db, sql`select exists (select 1 ${what}) as found`)
  return rows[0]?.found ?? false
}

/** Which first steps were taken; for the checklist of an empty installation. */
export async function getSteps({ db, actor }: Within<'actor'>): Promise<Steps> {
  const own = isAdmin(actor) ? sql`` : sql`where c.account_manager_id = ${actor.id}`
  const ownRuns = isAdmin(actor) ? sql`` : sql`where b.started_by = ${actor.id}`
  return {
    hasPackage: await exists(db, sql`from packages`),
    hasCustomer: await exists(db, sql`from customers c ${own}`),
    hasAssignment: await exists(db, sql`from assignments a where true ${ofActor(actor)}`),
    hasRun: await exists(db, sql`from billing_runs b ${ownRuns}`),
  }
}

async function countActive({ db, actor, today }: Within<'actor' | 'today'>) {
  const [row] = await rowsOf<{ packages: number; assignments: number; customers: number }>(
    db,
    sql`select (select count(*)::int from packages where archived_at is null) as packages,
        coalesce(sum(held.count), 0)::int as assignments, count(*)::int as customers
      from (select count(*) as count from assignments a where a.start_on <= ${today}::date
        and (a.end_on is null or a.end_on >= ${today}::date) ${ofActor(actor)} group by a.payer_id) held`,
  )
  return row ?? { packages: 0, assignments: 0, customers: 0 }
}

/** What is counted and added up over the whole book. */
async function sumBook({ db, actor, today }: Within<'actor' | 'today'>) {
  return {
    active: await countActive({ db, actor, today }),
    recurring: await sumRecurring({ db, actor, today }),
    attention: await countAttention({ db, actor, today }),
  }
}

const keepBook = keeper<Awaited<ReturnType<typeof sumBook>>>()
const keepDue = keeper<DueDays>()

/**
 * Everything but the coming charges: counts, what recurs per month, the last runs, what wants a look. What is counted over a
 * large book says when (`countedAt`); the state of the runs is always that of this moment.
 */
export async function getDashboard({ db, actor, today, now }: Context) {
  const book = await keepBook({ db, actor, now }, today, tx => sumBook({ db: tx, actor, today }))
  const { active, recurring, attention } = book.figures
  return {
    active,
    recurring,
    attention: { ...attention, ...(await listTrouble({ db, actor, now })) },
    runs: (await listRuns({ db, actor }, { now })).rows.slice(0, 5),
    countedAt: book.countedAt,
  }
}

/** The charges of the next 30 days, per day and currency. */
export async function getDueDays({ db, actor, today, now }: Context): Promise<Counted<DueDays>> {
  return keepDue({ db, actor, now }, today, tx => sumDueDays({ db: tx, actor }, today))
}
