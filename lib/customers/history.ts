/** Who changed what about a customer, its DIDs and its assignments. */
import { and, asc, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { type Actor, isAdmin } from '../actor'
import type { AuditValues } from '../audit/changes'
import { pageSize } from '../paging'

export type HistoryOf = { customerId: number } | { didId: number } | { assignmentId: number }

/**
 * One page of changes, the latest first. The caller has judged that the thing is the actor's. No cost is in these rows; an
 * account manager is not told whose a moved DID was before or is now.
 */
export async function listHistory(
  db: Db,
  actor: Actor,
  of: HistoryOf,
  { after, before }: { after?: string | null; before?: string | null },
) {
  const backwards = Boolean(before) && !after
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
    .where(
      and(
        isAbout(of),
        idOf(after) ? lt(auditLog.id, idOf(after)) : undefined,
        backwards && idOf(before) ? gt(auditLog.id, idOf(before)) : undefined,
      ),
    )
    .orderBy(backwards ? asc(auditLog.id) : desc(auditLog.id))
    .limit(pageSize + 1)
  const hasMore = found.length > pageSize
  const rows = found.slice(0, pageSize).map(row => (isAdmin(actor) ? row : withoutOwners(row)))
  if (backwards) rows.reverse()
  return {
    rows,
    previous: (backwards ? hasMore : after) && rows[0] ? String(rows[0].id) : null,
    next: (backwards || hasMore) && rows.length > 0 ? String(rows.at(-1)?.id) : null,
  }
}

export type HistoryRow = Awaited<ReturnType<typeof listHistory>>['rows'][number]

const owners = ['customer', 'customerId', 'payer', 'payerId', 'accountManager', 'target']

function withoutOwners<Row extends { before: AuditValues | null; after: AuditValues | null }>(row: Row): Row {
  const strip = (values: AuditValues | null) =>
    values && Object.fromEntries(Object.entries(values).filter(([name]) => !owners.includes(name)))
  return { ...row, before: strip(row.before), after: strip(row.after) }
}

const idOf = (text: string | null | undefined) => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : 0)

const about = (entity: string, ids: SQL) => and(eq(auditLog.entity, entity), inArray(auditLog.entityId, ids))

function isAbout(of: HistoryOf): SQL | undefined {
  if ('assignmentId' in of)
    return and(eq(auditLog.entity, 'assignment'), eq(auditLog.entityId, String(of.assignmentId)))
  if ('didId' in of)
    return or(
      and(eq(auditLog.entity, 'did'), eq(auditLog.entityId, String(of.didId))),
      about('assignment', sql`(select a.id::text from assignments a where a.did_id = ${of.didId})`),
    )
  return or(
    and(eq(auditLog.entity, 'customer'), eq(auditLog.entityId, String(of.customerId))),
    about('did', sql`(select d.id::text from dids d where d.customer_id = ${of.customerId})`),
    about('assignment', sql`(select a.id::text from assignments a where a.payer_id = ${of.customerId})`),
  )
}
