/** Who changed what about a customer, its DIDs and its assignments. */

import { inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { type Actor, isAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'
import { mostCounted } from '@/lib/listing/paging'
import { findPage, inOrder, type Position, type Search } from '@/lib/listing/read/pages'
import type { AuditValues } from '../changes'

export type HistoryOf = { customerId: number } | { didId: number } | { assignmentId: number }

/**
 * One page of changes, the latest first. The caller has judged that the thing is the actor's. No cost is in these rows. Of a DID that
 * was moved an account manager reads what happened while it was one of their customers': not whose it was before or is now, nor what
 * that customer had on it.
 */
export async function listHistory({ db, actor }: Within<'actor'>, of: HistoryOf, position: Position) {
  const { ids, ...page } = await findPage(
    db,
    {
      from: sql`${auditLog}`,
      id: auditLog.id,
      search: about(actor, of),
      order: { keys: [], down: true },
    },
    position,
  )
  const found = await db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actorId: auditLog.actorId,
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
  return { rows: isAdmin(actor) ? rows : rows.map(row => withoutOwners(actor, row)), ...page }
}

export type HistoryRow = Awaited<ReturnType<typeof listHistory>>['rows'][number]

const owners = new Set([
  ...['customer', 'customerId', 'payer', 'payerId', 'accountManager', 'target'],
  ...['movedTo', 'movedFrom', 'movedFromId', 'rootId'],
])

type Told = {
  actorId: string | null
  action: string
  before: AuditValues | null
  after: AuditValues | null
  reason: string | null
}

/** Without the other side of a move; why it moved is told to who typed it. */
function withoutOwners<Row extends Told>(actor: Actor, row: Row): Row {
  const strip = (values: AuditValues | null) =>
    values && Object.fromEntries(Object.entries(values).filter(([name]) => !owners.has(name)))
  const isMove = row.action.endsWith('.moved') || row.after?.movedFrom != null
  const isOwn = row.actorId !== null && row.actorId === actor.id
  return {
    ...row,
    before: strip(row.before),
    after: strip(row.after),
    reason: isMove && !isOwn ? null : row.reason,
  }
}

type Thing = { entity: string; ids: SQL; ownerKey?: string }

/** The things that a history is about: what they are called in the log, which they are, and who owns them in its rows. */
function thingsOf(actor: Actor, of: HistoryOf): Thing[] {
  const own = isAdmin(actor)
    ? sql``
    : sql`and exists (select 1 from customers c where c.id = a.payer_id and c.account_manager_id = ${actor.id})`
  const did = (ids: SQL): Thing => ({ entity: 'did', ownerKey: 'customerId', ids })
  const assignment = (ids: SQL): Thing => ({ entity: 'assignment', ownerKey: 'payerId', ids })
  if ('assignmentId' in of) return [assignment(sql`select ${of.assignmentId}::bigint as id`)]
  if ('didId' in of)
    return [
      did(sql`select ${of.didId}::bigint as id`),
      assignment(sql`select a.id from assignments a where a.did_id = ${of.didId} ${own}`),
    ]
  return [
    { entity: 'customer', ids: sql`select ${of.customerId}::bigint as id` },
    did(sql`select d.id from dids d where d.customer_id = ${of.customerId}`),
    assignment(sql`select a.id from assignments a where a.payer_id = ${of.customerId}`),
  ]
}

/** Rows of a thing since it last came from a customer who is not the actor's; all of them for an admin. */
function sinceOwned(actor: Actor, { entity, ownerKey }: Thing, row: { id: SQLWrapper; of: SQLWrapper }): SQL {
  if (isAdmin(actor) || ownerKey === undefined) return sql`true`
  return sql`${row.id} >= (select coalesce(max(m.id), 0) from audit_log m
    where m.entity = ${entity} and m.entity_id = ${row.of} and jsonb_exists(m.before, ${ownerKey})
      and not exists (select 1 from customers o
        where o.id::text = m.before ->> ${ownerKey} and o.account_manager_id = ${actor.id}))`
}

/** The rows about them, each kind of thing looked up by itself: a condition with OR would read the whole log. */
function about(actor: Actor, of: HistoryOf): Search {
  const things = thingsOf(actor, of)
  const parts = things.map(
    thing => sql`(select l.id from (${thing.ids}) thing
      join audit_log l on l.entity = ${thing.entity} and l.entity_id = thing.id::text
      where ${sinceOwned(actor, thing, { id: sql`l.id`, of: sql`l.entity_id` })} limit ${mostCounted + 1}::int)`,
  )
  const conditions = things.map(
    thing => sql`(${auditLog.entity} = ${thing.entity}
      and ${auditLog.entityId} in (select thing.id::text from (${thing.ids}) thing)
      and ${sinceOwned(actor, thing, { id: auditLog.id, of: auditLog.entityId })})`,
  )
  return { ids: parts, where: sql`(${sql.join(conditions, sql` or `)})` }
}
