import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { settings } from '@/db/schema/settings'

/** Makes the one row of settings where there is none yet, with a fresh secret. Safe when two processes start at once. */
export async function ensureSettings(db: Db): Promise<void> {
  await db
    .insert(settings)
    .values({ id: 1, authSecret: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
}
