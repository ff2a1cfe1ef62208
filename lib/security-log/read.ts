import { and, eq, gte, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { securityEvents } from '@/db/schema/security-events'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import { likePattern, mostCounted, quickPattern } from '@/lib/listing/paging'
import { findPage, inOrder, type Position, type Search } from '@/lib/listing/read/pages'
import type { Outcome } from './labels'

export type SecurityEventRow = {
  id: number
  at: Date
  event: string
  outcome: Outcome
  who: string
  address: string
  what: string
  times: number
}

export type SecurityQuestion = {
  search?: string
  event?: string
  outcome?: string
  /** First and last day, in `timeZone`. */
  from?: CalendarDate | null
  to?: CalendarDate | null
  timeZone: string
} & Position

/** One page of the security log, newest first, for admins, and how many rows there are (see `ListPage`). */
export async function listSecurityEvents({ db, actor }: Within<'actor'>, ask: SecurityQuestion) {
  requireAdmin(actor)
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${securityEvents}`,
      id: securityEvents.id,
      where: and(...conditionsOf(ask)),
      search: searchOf(ask.search ?? ''),
      order: { keys: [], down: true },
    },
    ask,
  )
  const rows: SecurityEventRow[] = await db
    .select(columnsOf)
    .from(securityEvents)
    .where(inArray(securityEvents.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

const columnsOf = {
  id: securityEvents.id,
  at: securityEvents.at,
  event: securityEvents.event,
  outcome: securityEvents.outcome,
  who: securityEvents.who,
  address: securityEvents.address,
  what: securityEvents.what,
  times: securityEvents.times,
}

function conditionsOf(ask: SecurityQuestion): (SQL | undefined)[] {
  const start = (date: SQL) => sql`(${date}::timestamp at time zone ${ask.timeZone})`
  return [
    ask.event ? eq(securityEvents.event, ask.event) : undefined,
    ask.outcome ? sql`${securityEvents.outcome} = ${ask.outcome}` : undefined,
    ask.from ? gte(securityEvents.at, start(sql`${ask.from}::date`)) : undefined,
    ask.to ? lt(securityEvents.at, start(sql`(${ask.to}::date + 1)`)) : undefined,
  ]
}

function searchOf(search: string): Search | undefined {
  if (search.trim() === '') return undefined
  const columns = [securityEvents.who, securityEvents.address, securityEvents.what]
  const [anywhere, quick] = [likePattern(search), quickPattern(search)]
  const part = (column: (typeof columns)[number]) =>
    sql`(select ${securityEvents.id} as id from ${securityEvents} where ${ilike(column, quick)} limit ${mostCounted + 1}::int)`
  return { ids: columns.map(part), where: or(...columns.map(column => ilike(column, anywhere))) ?? sql`true` }
}

/** When an admin last got a link that somebody else made, within the last seven days; for the dashboards of admins. */
export async function lastLinkForAdmin({
  db,
  actor,
  now,
}: Within<'actor' | 'now'>): Promise<{ at: Date; who: string; what: string } | null> {
  requireAdmin(actor)
  const [row] = await db
    .select({ at: securityEvents.at, who: securityEvents.who, what: securityEvents.what })
    .from(securityEvents)
    .where(
      and(
        eq(securityEvents.event, 'link_made'),
        ilike(securityEvents.what, 'admin %'),
        gte(securityEvents.at, new Date(now.getTime() - 7 * 24 * 60 * 60 * 1000)),
      ),
    )
    .orderBy(sql`${securityEvents.id} desc`)
    .limit(1)
  return row ?? null
}
