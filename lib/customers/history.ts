/** Who changed what about a customer, its DIDs and its assignments. */
import { inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { type Actor, isAdmin } from '../actor'
import type { AuditValues } from '../audit/changes'
import { findPage, inOrder, type Position, type Search } from '../listing/queries'
import { mostCounted } from '../paging'

export type HistoryOf = { customerId: number } | { didId: number } | { assignmentId: number }

/**
 * One page of changes, the latest first. The caller has judged that the thing is the actor's. No cost is in these rows; an
 * account manager is not told whose a moved DID was before or is now.
 */
export async function listHistory(db: Db, actor: Actor, of: HistoryOf, position: Position) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${auditLog}`,
      id: auditLog.id,
      search: about(of),
      order: { keys: [], down: true },
    },
    position,
  )
  const found = await db
    .select({
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
    })
    .from(auditLog)
    .where(inArray(auditLog.id, ids))
  const rows = inOrder(ids, found)
  return { rows: isAdmin(actor) ? rows : rows.map(withoutOwners), ...page }
}

export type HistoryRow = Awaited<ReturnType<typeof listHistory>>['rows'][number]

const owners = ['customer', 'customerId', 'payer', 'payerId', 'accountManager', 'target']

function withoutOwners<Row extends { before: AuditValues | null; after: AuditValues | null }>(row: Row): Row {
  const strip = (values: AuditValues | null) =>
    values && Object.fromEntries(Object.entries(values).filter(([name]) => !owners.includes(name)))
  return { ...row, before: strip(row.before), after: strip(row.after) }
}

/** The things that a history is about: what they are called in the log, and which they are. */
function thingsOf(of: HistoryOf) {
  if ('assignmentId' in of)
    return [{ entity: 'assignment', ids: sql`select ${of.assignmentId}::bigint as id` }]
  if ('didId' in of)
    return [
      { entity: 'did', ids: sql`select ${of.didId}::bigint as id` },
      { entity: 'assignment', ids: sql`select a.id from assignments a where a.did_id = ${of.didId}` },
    ]
  return [
    { entity: 'customer', ids: sql`select ${of.customerId}::bigint as id` },
    { entity: 'did', ids: sql`select d.id from dids d where d.customer_id = ${of.customerId}` },
    { entity: 'assignment', ids: sql`select a.id from assignments a where a.payer_id = ${of.customerId}` },
  ]
}

/** The rows about them, each kind of thing looked up by itself: a condition with OR would read the whole log. */
function about(of: HistoryOf): Search {
  const things = thingsOf(of)
  const parts = things.map(
    ({ entity, ids }) => sql`(select l.id from (${ids}) thing
      join audit_log l on l.entity = ${entity} and l.entity_id = thing.id::text limit ${mostCounted + 1}::int)`,
  )
  const conditions = things.map(
    ({ entity, ids }) => sql`(${auditLog.entity} = ${entity}
      and ${auditLog.entityId} in (select thing.id::text from (${ids}) thing))`,
  )
  return { ids: parts, where: sql`(${sql.join(conditions, sql` or `)})` }
}
