/** Databases as an older release left them, migrated to now. Their dumps lie in `releases/`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { embeddedExtensions, embeddedParsers } from '@/db/embedded/embedded'
import { migrationsFolder } from '@/db/migrate'
import { openPostgres } from '@/db/postgres'
import { createPostgresDatabase, describeOn, type Opened, type OpenTestDatabase } from './database'

/** A file of `releases/`. */
export const releaseFile = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'releases', name), 'utf8')

/** The same suite on both databases, each filled from a dump and migrated; on PostgreSQL as the role that owns the tables. */
export function describeUpgraded(name: string, dump: string, body: (open: OpenTestDatabase) => void): void {
  describeOn('PGlite', name, body, () => loadPglite(releaseFile(dump)))
  describeOn('PostgreSQL', name, body, () => loadPostgres(releaseFile(dump)))
}

async function loadPglite(dump: string): Promise<Opened> {
  const pglite = await PGlite.create({ extensions: embeddedExtensions, parsers: embeddedParsers })
  await pglite.exec(dump)
  // The dump leaves the connection without a search path.
  await pglite.exec('set search_path to "$user", public')
  const db = drizzle(pglite)
  await migrate(db, { migrationsFolder })
  return { db, close: () => pglite.close() }
}

async function loadPostgres(dump: string): Promise<Opened> {
  const address = await createPostgresDatabase('template0')
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  await client.query(dump)
  await client.end()
  return openPostgres(address)
}
