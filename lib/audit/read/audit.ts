import { and, desc, eq, gte, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { apiKeys } from '@/db/schema/api-keys'
import { auditLog } from '@/db/schema/audit'
import { users } from '@/db/schema/users'
import { apiActor, commandLineActor, requireAdmin, systemActor } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import type { CalendarDate } from '@/lib/calendar-date'
import { likePattern, mostCounted, quickPattern } from '@/lib/listing/paging'
import { findPage, inOrder, knownValues, type Position, type Search } from '@/lib/listing/read/pages'
import type { AuditValues } from '../changes'

export type AuditRow = {
  id: number
  at: Date
  actor: string
  action: string
  entity: string
  entityId: string
  label: string
  before: AuditValues | null
  after: AuditValues | null
  reason: string | null
}

export type AuditQuestion = {
  search?: string
  entity?: string
  /** The e-mail of whoever did it. */
  actor?: string
  /** First and last day, in `timeZone`. */
  from?: CalendarDate | null
  to?: CalendarDate | null
  timeZone: string
} & Position

const columns = {
  id: auditLog.id,
  at: auditLog.at,
  actor: auditLog.actor,
  action: auditLog.action,
  entity: auditLog.entity,
  entityId: auditLog.entityId,
  label: auditLog.label,
  before: sql<AuditValues | null>`${auditLog.before}`,
  after: sql<AuditValues | null>`${auditLog.after}`,
  reason: auditLog.reason,
}

/** One page of the audit log, newest first, for admins, and how many rows there are (see `ListPage`). */
export async function listAudit({ db, actor }: Within<'actor'>, ask: AuditQuestion) {
  requireAdmin(actor)
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${auditLog}`,
      id: auditLog.id,
      where: and(...conditionsOf(ask)),
      search: searchOf(ask.search ?? ''),
      order: { keys: [], down: true },
    },
    ask,
  )
  const rows: AuditRow[] = await db.select(columns).from(auditLog).where(inArray(auditLog.id, ids))
  return { rows: inOrder(ids, rows), ...page }
}

function conditionsOf(ask: AuditQuestion): (SQL | undefined)[] {
  const dayStart = (date: CalendarDate) => sql`(${date}::date::timestamp at time zone ${ask.timeZone})`
  return [
    ask.entity ? eq(auditLog.entity, ask.entity) : undefined,
    ask.actor ? eq(auditLog.actor, ask.actor) : undefined,
    ask.from ? gte(auditLog.at, dayStart(ask.from)) : undefined,
    ask.to
      ? lt(auditLog.at, sql`((${ask.to}::date + 1)::timestamp at time zone ${ask.timeZone})`)
      : undefined,
  ]
}

function searchOf(search: string): Search | undefined {
  if (search.trim() === '') return undefined
  const [anywhere, quick] = [likePattern(search), quickPattern(search)]
  const most = sql`limit ${mostCounted + 1}::int`
  const parts = [
    sql`(select l.id from audit_log l where l.label ilike ${quick} ${most})`,
    sql`(select l.id from audit_log l where l.reason ilike ${quick} ${most})`,
    ...[sql`actor`, sql`action`].map(
      column => sql`(select l.id from (${knownValues(sql`audit_log`, column)}) known join audit_log l on l.${column} = known.value
        where known.value ilike ${anywhere} ${most})`,
    ),
  ]
  const where = or(
    ilike(auditLog.label, quick),
    ilike(auditLog.actor, anywhere),
    ilike(auditLog.action, anywhere),
    ilike(auditLog.reason, quick),
  )
  return { ids: parts, where: where ?? sql`true` }
}

/**
 * The history of one thing, newest first, for the page of that thing: `listEntityAudit(db, actor, 'package', id, 20)`.
 * The caller has judged that the actor may see the thing. Without the right to see cost, values whose name speaks of
 * cost or margin are left out in the database, and so are changes of nothing else, with the reason that says how large they were.
 */
export async function listEntityAudit(
  { db, actor }: Within<'actor'>,
  entity: string,
  entityId: string | number,
  limit = 20,
): Promise<AuditRow[]> {
  return db
    .select(
      actor.canSeeCost
        ? columns
        : {
            ...columns,
            before: withoutCost(sql`${auditLog.before}`),
            after: withoutCost(sql`${auditLog.after}`),
          },
    )
    .from(auditLog)
    .where(
      and(
        eq(auditLog.entity, entity),
        eq(auditLog.entityId, String(entityId)),
        actor.canSeeCost ? undefined : sql`not ${isOfCostAlone}`,
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(Math.min(limit, 200))
}

/** Rows of a change that has cost on both sides, and beside it only what every save has: its number, and its version's. */
const isOfCostAlone = sql`(${auditLog.before} is not null and ${auditLog.after} is not null
  and exists (select 1 from jsonb_object_keys(${auditLog.after}) name where name ~* '(cost|margin)')
  and not exists (select 1 from jsonb_object_keys(${auditLog.after}) name
    where name !~* '(cost|margin)' and name not in ('revision', 'version', 'effectiveOn', 'appliesTo')))`

function withoutCost(values: SQL): SQL<AuditValues | null> {
  return sql<AuditValues | null>`(select jsonb_object_agg(key, value) from jsonb_each(${values})
    where key !~* '(cost|margin)')`
}

/** Who can have written to the log, for the filter: at most 200 people, as many API keys, and the doors without either. */
export async function listAuditActors({ db, actor }: Within<'actor'>): Promise<string[]> {
  requireAdmin(actor)
  const people = await db.select({ email: users.email }).from(users).orderBy(users.email).limit(200)
  const keys = await db.selectDistinct({ name: apiKeys.name }).from(apiKeys).orderBy(apiKeys.name).limit(200)
  const programs = keys.map(({ name }) => apiActor({ name }).email)
  return [...people.map(person => person.email), ...programs, commandLineActor.email, systemActor.email]
}
