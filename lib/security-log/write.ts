import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { securityEvents } from '@/db/schema/security-events'
import type { SecurityRow } from './limits'

/** How long rows are kept; the trigger of the table refuses to delete younger ones. */
const keptDays = 400
const deletedAtOnce = 5_000
const writtenAtOnce = 200

/** Writes rows of the security log a few hundred in a statement. */
export async function insertSecurityEvents(db: Db, rows: readonly SecurityRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += writtenAtOnce)
    await db.insert(securityEvents).values(rows.slice(at, at + writtenAtOnce))
}

/** Deletes rows older than 400 days, at most 5,000. */
export async function deleteOldSecurityEvents(db: Db): Promise<void> {
  await db.execute(sql`delete from security_events where id in (select id from security_events
    where at < now() - make_interval(days => ${keptDays}) order by at limit ${deletedAtOnce}::int)`)
}
