import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { embeddedExtensions, embeddedParsers } from './embedded'
import { poolDatabase, prepareConnection } from './postgres'
import type { Db } from './rows'

export type DatabaseKind = 'PGlite' | 'PostgreSQL'

/** Gives this suite's database: migrated, empty, its own. Called again it is the same one, or `{ fresh: true }` another. */
export type OpenTestDatabase = (options?: { fresh?: boolean }) => Promise<Db>

type Opened = { db: Db; close: () => Promise<void> }

/** The same suite on embedded PGlite (in memory) and on a real PostgreSQL. Open in `beforeAll` or in the test. */
export function describeDatabases(
  name: string,
  body: (open: OpenTestDatabase, kind: DatabaseKind) => void,
): void {
  describeOn('PGlite', name, body, openPglite)
  describeOn('PostgreSQL', name, body, async () => openPostgres(await createPostgresDatabase()))
}

/** A suite that only a real PostgreSQL can run: races and crashes. */
export function describePostgres(name: string, body: (open: OpenTestDatabase) => void): void {
  describeOn('PostgreSQL', name, body, async () => openPostgres(await createPostgresDatabase()))
}

/** The address of a fresh, migrated database on the real PostgreSQL, for a test that starts processes of its own. */
export async function createPostgresDatabase(template = 'template_migrated'): Promise<string> {
  const server = inject('postgresUrl')
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${template}`)
  } finally {
    await client.end()
  }
  return `${server}/${name}`
}

function describeOn(
  kind: DatabaseKind,
  name: string,
  body: (open: OpenTestDatabase, kind: DatabaseKind) => void,
  create: () => Promise<Opened>,
): void {
  describe(`${name} (${kind})`, () => {
    const opened: Promise<Opened>[] = []
    let current: Promise<Opened> | undefined
    afterAll(async () => {
      for (const database of opened) await (await database).close()
    })
    body(async ({ fresh = false } = {}) => {
      if (!current || fresh) {
        current = create()
        opened.push(current)
      }
      return (await current).db
    }, kind)
  })
}

async function openPglite(): Promise<Opened> {
  const snapshot = new Blob([new Uint8Array(readFileSync(inject('pgliteSnapshot')))])
  const pglite = await PGlite.create({
    loadDataDir: snapshot,
    parsers: embeddedParsers,
    extensions: embeddedExtensions,
  })
  return { db: drizzlePglite(pglite), close: () => pglite.close() }
}

async function openPostgres(connectionString: string): Promise<Opened> {
  const pool = new pg.Pool({ connectionString, max: 20, onConnect: prepareConnection })
  pool.on('error', () => {})
  return { db: poolDatabase(pool), close: () => pool.end() }
}
