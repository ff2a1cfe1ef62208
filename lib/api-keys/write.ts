/** Keys of the HTTP API, made and revoked by admins. */

import { randomBytes } from 'node:crypto'
import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { apiKeys } from '@/db/schema/api-keys'
import type { Within } from '@/lib/access/context'
import { writeAudit } from '@/lib/audit/write/audit'
import { Refusal } from '@/lib/refusal/refusal'
import { noteSecurity } from '@/lib/security-log/note'
import { requireAdminNow } from '@/lib/users/read'
import { hashOf } from './read'
import type { ApiKeyInput } from './schema'

/** A new key. The answer is the only time that the key itself is known: its hash is kept. */
export async function createApiKey(
  { db, actor }: Within<'actor'>,
  { name, mayBill }: ApiKeyInput,
): Promise<{ id: number; name: string; key: string }> {
  const key = `omrc_${randomBytes(32).toString('base64url')}`
  const made = await db.transaction(async tx => {
    await requireAdminNow({ db: tx, actor })
    const values = { name, mayBill, prefix: key.slice(0, 10), hash: hashOf(key), createdBy: actor.id }
    const [row] = await tx.insert(apiKeys).values(values).returning({ id: apiKeys.id })
    if (!row) throw new Error('the database did not return the new key')
    await writeAudit(
      { db: tx, actor },
      {
        action: 'api_key.created',
        entity: 'api_key',
        entityId: row.id,
        label: name,
        after: { name, prefix: values.prefix, mayBill },
      },
    )
    return { id: row.id, name, key }
  })
  noteSecurity(db, { event: 'key_made', who: actor, what: `${name}: ${mayBill ? 'may bill' : 'reads'}` })
  return made
}

/** Ends a key at once and for good. One that is revoked already stays so. */
export async function revokeApiKey(
  { db, actor }: Within<'actor'>,
  { id }: { id: number },
): Promise<{ id: number; name: string }> {
  const revoked = await db.transaction(async tx => {
    await requireAdminNow({ db: tx, actor })
    const [was] = await tx.select().from(apiKeys).where(eq(apiKeys.id, id)).for('update')
    if (!was) throw new Refusal('There is no such key.')
    if (was.revokedAt === null) {
      await tx.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, id))
      await writeAudit(
        { db: tx, actor },
        {
          action: 'api_key.revoked',
          entity: 'api_key',
          entityId: id,
          label: was.name,
          before: { revoked: false },
          after: { revoked: true },
        },
      )
    }
    return { id, name: was.name }
  })
  noteSecurity(db, { event: 'key_revoked', who: actor, what: revoked.name })
  return revoked
}

/** Notes that a key was used; written once a minute at most, so that a busy key costs nothing. */
export async function noteUse({ db, now }: Within<'now'>, id: number): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000)
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, minuteAgo))))
}
