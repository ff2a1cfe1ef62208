import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { environment } from '@/lib/environment/environment'
import { StartProblem } from '@/lib/environment/start-problem'
import { forgetWasOpen, mendDataFolder } from './data-folder'
import { lockFolder } from './lock/lock'
import { isForbidden } from './postgres'
import { connectionTo, reasonOf } from './postgres-address'

/** What a reset would empty, in words. */
export function nameDatabase(): string {
  const { databaseUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return `the embedded database in ${resolve(dataFolder)}`
  const { host, pathname } = new URL(databaseUrl)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}

/** Deletes everything, as the owner of the tables. The next start, or `openmrc migrate`, begins anew. Throws a StartProblem while another process has it open, or if it is not there. */
export async function resetDatabase(): Promise<void> {
  const { databaseUrl, ownerUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return resetFolder(resolve(dataFolder))
  const variable = ownerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_URL_OWNER'
  const client = new pg.Client(connectionTo(ownerUrl ?? databaseUrl, variable))
  await client.connect().catch((error: unknown) => {
    throw new StartProblem(`${variable} names a PostgreSQL that cannot be reached: ${reasonOf(error)}.`)
  })
  try {
    await refuseWhileOpen(client)
    await client
      .query('drop schema if exists public, drizzle, pgboss cascade; create schema public')
      .catch((error: unknown) => {
        throw isForbidden(error) ? new StartProblem(notOwner) : error
      })
  } finally {
    await client.end()
  }
}

const notOwner = 'Only the role that owns the tables may empty the database: name it in DATABASE_URL_OWNER.'

async function refuseWhileOpen(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'openmrc'`,
  )
  if (rows[0]?.count)
    throw new StartProblem('OpenMRC is running on this database. Stop it first, every process of it.')
}

async function resetFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  mendDataFolder(folder)
  const lock = await lockFolder(folder)
  for (const name of ['database', 'database.unfinished', 'secret']) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
  forgetWasOpen(folder)
  lock.release()
}
