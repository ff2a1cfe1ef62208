/** Keys of the HTTP API: who asks with one, and which there are. */

import { createHash } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiKeys } from '@/db/schema/api-keys'
import { users } from '@/db/schema/users'
import { requireAdmin } from '@/lib/access/actor'
import type { Within } from '@/lib/access/context'

/** What is kept of a key. A key is 256 random bits, so that one plain hash is enough: nobody can guess towards it. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

export type ApiKey = { id: number; name: string; mayBill: boolean }

/** The key in force behind what was sent; null for one that was never made or was revoked. */
export async function findApiKey(db: Db, sent: string): Promise<ApiKey | null> {
  // No key is longer: a header of megabytes is not worth hashing.
  if (sent.length > 200) return null
  const [row] = await db
    .select({ id: apiKeys.id, name: apiKeys.name, mayBill: apiKeys.mayBill })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hashOf(sent)), isNull(apiKeys.revokedAt)))
  return row ?? null
}

export type ApiKeyRow = ApiKey & {
  prefix: string
  createdBy: string | null
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** Every key, the newest first, revoked ones too: for admins. At most the last 200. */
export async function listApiKeys({ db, actor }: Within<'actor'>): Promise<ApiKeyRow[]> {
  requireAdmin(actor)
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      mayBill: apiKeys.mayBill,
      prefix: apiKeys.prefix,
      createdBy: users.name,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .orderBy(desc(apiKeys.id))
    .limit(200)
}
