import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { environment } from '@/lib/env'
import { lockFolder } from './lock'

/** What a reset would empty, in words. */
export function nameDatabase(): string {
  const { databaseUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return `the embedded database in ${resolve(dataFolder)}`
  const { host, pathname } = new URL(databaseUrl)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}

/** Deletes everything. The next start begins anew. Throws a StartProblem while another process has it open. */
export async function resetDatabase(): Promise<void> {
  const { databaseUrl, dataFolder } = environment()
  if (databaseUrl === undefined) return resetFolder(resolve(dataFolder))
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('drop schema if exists public, drizzle, pgboss cascade; create schema public')
  } finally {
    await client.end()
  }
}

async function resetFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const lock = await lockFolder(folder)
  for (const name of ['database', 'database.unfinished']) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
  lock.release()
}
