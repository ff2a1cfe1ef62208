import { environment } from '@/lib/environment/environment'
import { StartProblem } from '@/lib/environment/start-problem'
import { closeDatabase, openDatabase } from './client'
import { grantToServing } from './grants'
import { openPostgres } from './postgres'
import { roleOf } from './postgres-address'
import { installQueue } from './queue/queue'

/**
 * Brings the database to this release: as DATABASE_URL_OWNER if there is one, which then grants the role of DATABASE_URL what the
 * app needs; else as the app would. Answers with a sentence. Throws a StartProblem if the role does not own the tables.
 */
export async function migrateDatabase({ databaseUrl, ownerUrl } = environment()): Promise<string> {
  if (databaseUrl === undefined || ownerUrl === undefined) {
    await openDatabase()
    await closeDatabase()
    return 'The database is migrated.'
  }
  const { pool, isOwner, close } = await openPostgres(ownerUrl, { variable: 'DATABASE_URL_OWNER' })
  try {
    if (!isOwner)
      throw new StartProblem(
        'The role of DATABASE_URL_OWNER does not own the tables. Name the role that does.',
      )
    await installQueue(pool)
    const role = roleOf(databaseUrl)
    const client = await pool.connect()
    try {
      await grantToServing(client, role)
    } finally {
      client.release()
    }
    return `The database is migrated, and ${role} may use it.`
  } finally {
    await close()
  }
}
