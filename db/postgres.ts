import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { log } from '@/lib/log'
import { StartProblem } from '@/lib/start-problem'
import { migrationsFolder, refuseNewerDatabase } from './migrate'
import type { Db } from './rows'

/** Any number that no other program on the same server is likely to lock. */
const migrationLock = 7_362_514_001

/** A PostgreSQL server at `url`, migrated. Throws a StartProblem where it cannot be reached or is too old. */
export async function openPostgres(
  url: string,
): Promise<{ db: Db; pool: pg.Pool; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'openmrc',
    onConnect: prepareConnection,
  })
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', error => log.warn('a database connection was lost', { error }))
  try {
    await migratePostgres(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return { db: poolDatabase(pool), pool, close: () => pool.end() }
}

/**
 * A Drizzle handle on a pool that gives every connection back. Drizzle's own `transaction` keeps the one whose BEGIN failed,
 * so that ten connections lost at that moment would leave none.
 */
export function poolDatabase(pool: pg.Pool): Db {
  const db = drizzle(pool)
  db.transaction = async (work, config) => {
    const client = await pool.connect()
    // Its statement fails with the same reason; an error event that nobody hears would end the process.
    const heard = () => undefined
    client.on('error', heard)
    try {
      return await drizzle(client).transaction(work, config)
    } finally {
      client.off('error', heard)
      client.release()
    }
  }
  return db
}

/**
 * Instants come back as text: one zone and one style, whatever the server's settings are. Where nobody has set
 * `random_page_cost`, PostgreSQL plans for a turning disk and reads a whole ledger rather than an index of it.
 */
export async function prepareConnection(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set time zone 'UTC'; set datestyle to 'ISO, YMD'; set idle_in_transaction_session_timeout to '5min';
    select set_config('random_page_cost', '1.1', false) from pg_settings where name = 'random_page_cost' and source = 'default'`,
  )
}

async function migratePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new StartProblem(`DATABASE_URL names a PostgreSQL that cannot be reached: ${reasonOf(error)}.`)
  })
  try {
    const version = await client.query<{ server_version_num: string }>('show server_version_num')
    if (Number(version.rows[0]?.server_version_num) < 130_000) {
      throw new StartProblem(
        'DATABASE_URL names a PostgreSQL that is too old: release 13 or later is needed.',
      )
    }
    // Many processes may start at once: one migrates, the others wait for it.
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const db = drizzle(client)
    await refuseNewerDatabase(db)
    await requireTrigrams(client)
    await migrate(db, { migrationsFolder })
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
    client.release()
  } catch (error) {
    // Closing the connection gives the lock back whatever state it is in.
    client.release(true)
    throw error
  }
}

/** Searches need pg_trgm. Whoever owns the database may create it; whoever does not is told who can. */
async function requireTrigrams(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('create extension if not exists pg_trgm')
  } catch (error) {
    throw new StartProblem(
      `The extension pg_trgm cannot be created in the database that DATABASE_URL names: ${reasonOf(error)}. Install ` +
        "PostgreSQL's contrib package, and let the owner of the database or an administrator run `create extension pg_trgm` in it.",
      { cause: error },
    )
  }
}

/** What a connection failed of, in words; of each address where a name has several. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
