import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import type { Actor } from '../actor'
import { type AuditValues, changesOf } from './changes'

export type AuditEntry = {
  /** A verb such as `package.created`. */
  action: string
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
export async function writeAudit(tx: Db, actor: Actor, entry: AuditEntry): Promise<void> {
  await writeAudits(tx, actor, [entry])
}

/** Many audit rows in one statement, for bulk changes. At most 2,000 a call. */
export async function writeAudits(tx: Db, actor: Actor, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.flatMap(entry => {
    const { before, after } = changesOf(entry.before ?? null, entry.after ?? null)
    const isSame = before && after && Object.keys({ ...before, ...after }).length === 0
    if (isSame && !entry.reason) return []
    return [
      {
        actorId: actor.id,
        actor: actor.email,
        action: entry.action,
        entity: entry.entity,
        entityId: String(entry.entityId),
        label: entry.label,
        before,
        after,
        reason: entry.reason ?? null,
      },
    ]
  })
  if (rows.length > 0) await tx.insert(auditLog).values(rows)
}
