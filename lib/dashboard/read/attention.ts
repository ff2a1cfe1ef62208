/** What somebody should look at, counted. Counts stop at a limit: whether it is 1,001 or more changes nothing. */

import { type SQL, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '@/db/client'
import { isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { ofActor } from '@/lib/access/read'
import { silentSeconds } from '@/lib/billing-runs/labels'
import type { CalendarDate } from '@/lib/calendar-date'
import { countUpTo } from '@/lib/listing/read/pages'
import { lastLinkForAdmin } from '@/lib/security-log/read'

const countLimit = 1_000

export type Attention = {
  /** Assignments with a billing date before today that no run has looked at. */
  overdueCount: number
  overdueSince: CalendarDate | null
  /** How far the last posted run went, and when it ended; null where none ever ran. */
  lastPost: { id: number; throughOn: CalendarDate; finishedAt: Date } | null
  /** Runs whose process died and that nobody has looked after: the latest, and how many. */
  interrupted: { count: number; latestId: number } | null
  /** The last link of the last seven days with which somebody becomes an admin. */
  adminLink: { at: Date; who: string; what: string } | null
  held: { count: number; runId: number } | null
  shortCustomerCount: number
  /** Numbers of customers on which nothing is charged. */
  idleNumberCount: number
  /** Numbers in stock with a package that still charges somebody. */
  stockPackageCount: number
}

async function overdue({ db, actor, today }: Within<'actor' | 'today'>) {
  const rows = await rowsOf<{ count: number; since: string | null }>(
    db,
    sql`select count(*)::int as count, min(a.next_due_on)::text as since from assignment_pointers a
      where a.next_due_on < ${today}::date ${ofActor(actor)}`,
  )
  return { overdueCount: rows[0]?.count ?? 0, overdueSince: rows[0]?.since ?? null }
}

async function lastPost(db: Db): Promise<Attention['lastPost']> {
  const rows = await rowsOf<{ id: number; throughOn: string; finished: number }>(
    db,
    sql`select id::float8 as id, through_on::text as "throughOn", extract(epoch from coalesce(finished_at, started_at))::float8 as finished
      from billing_runs where mode = 'post' and status in ('completed', 'undoing', 'undone')
        and customer_id is null and customer_count = 0 and manager_id is null
      order by id desc limit 1`,
  )
  const row = rows[0]
  return row
    ? { id: row.id, throughOn: row.throughOn, finishedAt: new Date(Math.round(row.finished * 1000)) }
    : null
}

async function interrupted({ db, now }: Within<'now'>): Promise<Attention['interrupted']> {
  // One is looked after once a later run over as much has completed: it charged what was left. An undo that stopped stays half done.
  const silent = sql`b.heartbeat_at < ${now.toISOString()}::timestamptz - make_interval(secs => ${silentSeconds})`
  const rows = await rowsOf<{ count: number; latest: number | null }>(
    db,
    sql`select count(*)::int as count, max(b.id)::float8 as latest from billing_runs b
      where b.mode = 'post' and (b.status = 'undoing' and (b.failure is not null or ${silent})
        or (b.status = 'failed' or b.status = 'running' and ${silent})
      and not exists (select 1 from billing_runs later where later.id > b.id and later.mode = 'post' and later.status = 'completed'
        and later.through_on >= b.through_on
        and ((later.customer_id is null and later.customer_count = 0) or later.customer_id = b.customer_id)))`,
  )
  const row = rows[0]
  return row && row.latest !== null ? { count: row.count, latestId: row.latest } : null
}

async function held({ db, actor }: Within<'actor'>): Promise<Attention['held']> {
  // A held line is due until a later run charges it, so the assignment's own pointer tells whether it still is.
  const rows = await rowsOf<{ count: number; runId: number | null }>(
    db,
    sql`select count(distinct (l.assignment_id, l.kind, l.period_from))::int as count, max(l.run_id)::float8 as "runId"
      from billing_run_lines l join assignment_pointers a on a.assignment_id = l.assignment_id and a.next_due_on <= l.billing_on
      where l.reason = 'funds_short' and l.run_id in (select id from billing_runs where mode = 'post' and skipped_count > 0
        order by id desc limit 30) ${ofActor(actor)}
        and not exists (select 1 from charges c where c.period_from = l.period_from and c.assignment_id = l.assignment_id
          and c.kind = l.kind and c.kind <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = c.id))`,
  )
  const row = rows[0]
  return row && row.runId !== null && row.count > 0 ? { count: row.count, runId: row.runId } : null
}

type Trouble = Pick<Attention, 'lastPost' | 'interrupted' | 'adminLink'>

/** What became of the last runs, which an admin is told at once. */
export async function listTrouble({ db, actor, now }: Within<'actor' | 'now'>): Promise<Trouble> {
  if (!isAdmin(actor)) return { lastPost: null, interrupted: null, adminLink: null }
  return {
    lastPost: await lastPost(db),
    interrupted: await interrupted({ db, now }),
    adminLink: await lastLinkForAdmin({ db, actor, now }),
  }
}

/** What is counted over the whole book: an account manager's is their own customers'. */
export async function countAttention({
  db,
  actor,
  today,
}: Within<'actor' | 'today'>): Promise<Omit<Attention, keyof Trouble>> {
  const own = isAdmin(actor) ? sql`` : sql`and c.account_manager_id = ${actor.id}`
  const open = sql`select 1 from assignments a where a.did_id = d.id and (a.end_on is null or a.end_on >= ${today}::date)`
  const upTo = (what: SQL) => countUpTo(db, sql`select 1 ${what}`, countLimit)
  return {
    ...(await overdue({ db, actor, today })),
    held: await held({ db, actor }),
    shortCustomerCount: await upTo(
      sql`from customers c where c.balance_minor + c.debit_limit_minor < 0 ${own}`,
    ),
    idleNumberCount: await upTo(
      sql`from dids d join customers c on c.id = d.customer_id where not exists (${open}) ${own}`,
    ),
    stockPackageCount: isAdmin(actor)
      ? await upTo(sql`from dids d where d.customer_id is null and exists (${open})`)
      : 0,
  }
}
