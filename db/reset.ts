import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { environment } from '@/lib/env'
import { StartProblem } from '@/lib/start-problem'
import { forgetWasOpen, mendDataFolder } from './data-folder'
import { lockFolder } from './lock'
import { reasonOf } from './postgres'

/** What a reset would empty, in words. */
export function nameDatabase(): string {
  const { databaseUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return `the embedded database in ${resolve(dataFolder)}`
  const { host, pathname } = new URL(databaseUrl)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}

/** Deletes everything. The next start begins anew. Throws a StartProblem while another process has it open, or where it is not there. */
export async function resetDatabase(): Promise<void> {
  const { databaseUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return resetFolder(resolve(dataFolder))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect().catch((error: unknown) => {
    throw new StartProblem(`DATABASE_URL names a PostgreSQL that cannot be reached: ${reasonOf(error)}.`)
  })
  try {
    await refuseWhileOpen(client)
    await client.query('drop schema if exists public, drizzle, pgboss cascade; create schema public')
  } finally {
    await client.end()
  }
}

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
