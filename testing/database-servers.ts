import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import type { TestProject } from 'vitest/node'
import { embeddedExtensions } from '@/db/embedded/embedded'
import { grantToServing } from '@/db/grants'
import { migrationsFolder } from '@/db/migrate'
import { openPostgres } from '@/db/postgres'
import { installQueue } from '@/db/queue/queue'
import { servingRole, startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** The real PostgreSQL, without a database name. */
    postgresUrl: string
    /** A migrated PGlite, as a file that each suite loads: ten times faster than migrating. */
    pgliteSnapshot: string
  }
}

/** Starts what `describeDatabases` needs once for all test files, and clears it away after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-test-'))
  const snapshot = join(folder, 'migrated.tar')
  const [server] = await Promise.all([startMigratedPostgres(), writeSnapshot(snapshot)])
  project.provide('postgresUrl', server.url)
  project.provide('pgliteSnapshot', snapshot)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startMigratedPostgres() {
  const server = await startPostgres()
  await server.createDatabase('template_migrated')
  const { pool, close } = await openPostgres(`${server.url}/template_migrated`)
  await installQueue(pool)
  const client = await pool.connect()
  await client.query(`create role ${servingRole} login`)
  await grantToServing(client, servingRole)
  client.release()
  await close()
  return server
}

async function writeSnapshot(file: string): Promise<void> {
  const pglite = await PGlite.create({ extensions: embeddedExtensions })
  await migrate(drizzle(pglite), { migrationsFolder })
  const dump = await pglite.dumpDataDir('none')
  writeFileSync(file, new Uint8Array(await dump.arrayBuffer()))
  await pglite.close()
}
