import { and, desc, eq, gte, ilike, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { users } from '@/db/schema/users'
import { type Actor, commandLineActor, requireAdmin, systemActor } from '../actor'
import type { CalendarDate } from '../calendar-date'
import type { AuditValues } from './changes'

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
  /** The id of the last row seen: older rows follow. */
  after?: number | null
  /** The id of the first row seen: newer rows before it. */
  before?: number | null
}

const rowsPerPage = 50

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

/** One page of the audit log, newest first, for admins. Pages by id: as quick at the end as at the start. */
export async function listAudit(db: Db, actor: Actor, ask: AuditQuestion) {
  requireAdmin(actor)
  const backwards = ask.before != null
  const found: AuditRow[] = await db
    .select(columns)
    .from(auditLog)
    .where(and(...conditionsOf(ask)))
    .orderBy(backwards ? auditLog.id : desc(auditLog.id))
    .limit(rowsPerPage + 1)
  const hasMore = found.length > rowsPerPage
  const rows = found.slice(0, rowsPerPage)
  if (backwards) rows.reverse()
  const hasNewer = backwards ? hasMore : ask.after != null
  const hasOlder = backwards || hasMore
  return {
    rows,
    previous: hasNewer && rows[0] ? String(rows[0].id) : null,
    next: hasOlder && rows.at(-1) ? String(rows.at(-1)?.id) : null,
  }
}

function conditionsOf(ask: AuditQuestion): (SQL | undefined)[] {
  const pattern = `%${(ask.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const dayStart = (date: CalendarDate) => sql`(${date}::date::timestamp at time zone ${ask.timeZone})`
  return [
    ask.search
      ? or(
          ilike(auditLog.label, pattern),
          ilike(auditLog.actor, pattern),
          ilike(auditLog.action, pattern),
          ilike(auditLog.reason, pattern),
        )
      : undefined,
    ask.entity ? eq(auditLog.entity, ask.entity) : undefined,
    ask.actor ? eq(auditLog.actor, ask.actor) : undefined,
    ask.from ? gte(auditLog.at, dayStart(ask.from)) : undefined,
    ask.to
      ? lt(auditLog.at, sql`((${ask.to}::date + 1)::timestamp at time zone ${ask.timeZone})`)
      : undefined,
    ask.after != null ? lt(auditLog.id, ask.after) : undefined,
    ask.before != null ? sql`${auditLog.id} > ${ask.before}` : undefined,
  ]
}

/**
 * The history of one thing, newest first, for the page of that thing: `listEntityAudit(db, actor, 'package', id, 20)`.
 * The caller has judged that the actor may see the thing. Without the right to see cost, values whose name speaks of
 * cost or margin are left out in the database.
 */
export async function listEntityAudit(
  db: Db,
  actor: Actor,
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
    .where(and(eq(auditLog.entity, entity), eq(auditLog.entityId, String(entityId))))
    .orderBy(desc(auditLog.id))
    .limit(Math.min(limit, 200))
}

function withoutCost(values: SQL): SQL<AuditValues | null> {
  return sql<AuditValues | null>`(select jsonb_object_agg(key, value) from jsonb_each(${values})
    where key !~* '(cost|margin)')`
}

/** Who can have written to the log, for the filter: the doors without a person, and at most 200 people. */
export async function listAuditActors(db: Db, actor: Actor): Promise<string[]> {
  requireAdmin(actor)
  const people = await db.select({ email: users.email }).from(users).orderBy(users.email).limit(200)
  return [...people.map(person => person.email), commandLineActor.email, systemActor.email]
}
