import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { StartProblem } from '@/lib/environment/start-problem'
import { log } from '@/lib/log'
import { ageOf, howToMigrate, migrationsFolder, refuseNewerDatabase } from './migrate'
import { connectionTo, reasonOf } from './postgres-address'
import type { Db } from './rows'

/** Any number that no other program on the same server is likely to lock. */
const migrationLock = 7_362_514_001

/**
 * A PostgreSQL server at `url`, migrated if its role owns the tables: `isOwner` says so. An empty database is filled unless another
 * role is there to own it (`hasOwner`). Throws a StartProblem that names `variable` if it cannot be reached or is too old.
 */
export async function openPostgres(
  url: string,
  { variable = 'DATABASE_URL', hasOwner = false } = {},
): Promise<{ db: Db; pool: pg.Pool; isOwner: boolean; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    ...connectionTo(url, variable),
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
    const isOwner = await preparePostgres(pool, variable, hasOwner)
    return { db: poolDatabase(pool), pool, isOwner, close: () => pool.end() }
  } catch (error) {
    await pool.end()
    throw error
  }
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

/** Migrates if the role may, and says whether it owns the tables. */
async function preparePostgres(pool: pg.Pool, variable: string, hasOwner: boolean): Promise<boolean> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new StartProblem(`${variable} names a PostgreSQL that cannot be reached: ${reasonOf(error)}.`)
  })
  try {
    const version = await client.query<{ server_version_num: string }>('show server_version_num')
    if (Number(version.rows[0]?.server_version_num) < 130_000) {
      throw new StartProblem(`${variable} names a PostgreSQL that is too old: release 13 or later is needed.`)
    }
    const isOwner = await ownsTables(client, !hasOwner)
    if (isOwner) await migratePostgres(client)
    else await refuseUnmigrated(client)
    client.release()
    return isOwner
  } catch (error) {
    // Closing the connection gives the lock back whatever state it is in.
    client.release(true)
    throw error
  }
}

/** Whether this role owns the tables; if there are none yet, whether it could make them and no other role is there to (`mayFill`). */
async function ownsTables(client: pg.PoolClient, mayFill: boolean): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean | null; canFill: boolean }>(
    `select has_database_privilege(current_database(), 'create') as "canFill",
      (select pg_has_role(c.relowner, 'usage') from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relname = 'settings') as owns`,
  )
  const [row] = rows
  return row?.owns ?? (mayFill && row?.canFill === true)
}

/** Many processes may start at once: one migrates, the others wait for it. */
async function migratePostgres(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [migrationLock])
  const db = drizzle(client)
  await refuseNewerDatabase(db)
  await requireTrigrams(client)
  await migrate(db, { migrationsFolder })
  await client.query('select pg_advisory_unlock($1)', [migrationLock])
}

/** For a role that may not migrate: what it finds has to be what this release needs. */
async function refuseUnmigrated(client: pg.PoolClient): Promise<void> {
  const db = drizzle(client)
  const age = await ageOf(db).catch((error: unknown) => {
    // No grant was made to this role yet.
    if (isForbidden(error)) return 'older'
    throw error
  })
  if (age === 'newer') await refuseNewerDatabase(db)
  if (age === 'current') return
  throw new StartProblem(
    `The database is behind this release of OpenMRC, and the role of DATABASE_URL may not migrate it. ${howToMigrate}`,
  )
}

/** Whether an error of `pg`, or of Drizzle around it, is a missing right. */
export function isForbidden(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === '42501') || isForbidden(error.cause)
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
