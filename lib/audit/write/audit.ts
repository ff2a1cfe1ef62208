import { sql } from 'drizzle-orm'
import { unnest } from '@/db/unnest'
import type { Within } from '@/lib/access/context'
import type { AuditAction } from '../actions'
import { type AuditValues, changesOf } from '../changes'

export type AuditEntry = {
  /** A verb such as `package.created`. */
  action: AuditAction
  /** The noun: `package`, `customer`, `did`, `assignment`, `billing_run`, `payment`, `user`, `settings`. */
  entity: string
  entityId: string | number | bigint
  /** What a person calls it: a name, a number, a code. */
  label: string
  before?: AuditValues | null
  after?: AuditValues | null
  reason?: string | null
}

/**
 * Writes one audit row inside the mutation's own transaction: what was not recorded did not happen. Of `before` and
 * `after` only what differs is kept; an update that changed nothing and has no reason leaves no row.
 * Never hand it a password, a token or a hash.
 */
export async function writeAudit({ db: tx, actor }: Within<'actor'>, entry: AuditEntry): Promise<void> {
  await writeAudits({ db: tx, actor }, [entry])
}

/** Many audit rows in one statement, for bulk changes. */
export async function writeAudits(
  { db: tx, actor }: Within<'actor'>,
  entries: readonly AuditEntry[],
): Promise<void> {
  const rows = entries.flatMap(entry => {
    const { before, after } = changesOf(entry.before ?? null, entry.after ?? null)
    const isSame = before && after && Object.keys({ ...before, ...after }).length === 0
    return isSame && !entry.reason ? [] : [{ ...entry, before, after }]
  })
  if (rows.length === 0) return
  const json = (values: AuditValues | null) => (values === null ? null : JSON.stringify(values))
  await tx.execute(
    sql`insert into audit_log (actor_id, actor, action, entity, entity_id, label, before, after, reason)
      select ${actor.id}::text, ${actor.email}::text, r.action, r.entity, r.entity_id, r.label, r.before::jsonb, r.after::jsonb, r.reason
      from ${unnest(
        ['text', rows.map(row => row.action)],
        ['text', rows.map(row => row.entity)],
        ['text', rows.map(row => String(row.entityId))],
        ['text', rows.map(row => row.label)],
        ['text', rows.map(row => json(row.before))],
        ['text', rows.map(row => json(row.after))],
        ['text', rows.map(row => row.reason ?? null)],
      )} as r(action, entity, entity_id, label, before, after, reason)`,
  )
}
