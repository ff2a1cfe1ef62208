import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import { embeddedExtensions, embeddedParsers } from '@/db/embedded/embedded'
import { poolDatabase, prepareConnection } from '@/db/postgres'
import type { Db } from '@/db/rows'
import { flushSecurityLog } from '@/lib/security-log/note'
import { servingRole } from './postgres'

export type DatabaseKind = 'PGlite' | 'PostgreSQL'

/**
 * Gives this suite's database: migrated, empty, its own. Called again, it is the same one; `{ fresh: true }` gives another, and
 * `{ at: address }` one of the real PostgreSQL that is there already.
 */
export type OpenTestDatabase = (options?: { fresh?: boolean; at?: string }) => Promise<Db>

export type Opened = { db: Db; close: () => Promise<void> }

/**
 * The same suite on embedded PGlite (in memory) and on a real PostgreSQL, there as the role that serves: it owns no table. Open in
 * `beforeAll` or in the test; `withOwner` is for what takes the owner.
 */
export function describeDatabases(
  name: string,
  body: (open: OpenTestDatabase, kind: DatabaseKind) => void,
): void {
  describeOn('PGlite', name, body, openPglite)
  describeOn('PostgreSQL', name, body, async () => openPostgres(await createPostgresDatabase()))
}

/** A suite that only a real PostgreSQL can run: races, crashes and processes. */
export function describePostgres(name: string, body: (open: OpenTestDatabase) => void): void {
  describeOn('PostgreSQL', name, body, async () => openPostgres(await createPostgresDatabase()))
}

const addresses = new WeakMap<Db, string>()

/** Connections to a database of the real PostgreSQL, as the app has them. If one is lost, the statement on it says so. */
export function openPool(address: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: address, max: 20, onConnect: prepareConnection })
  pool.on('error', () => {})
  return pool
}

/** Opens the database at an address for some work and closes it again, for tests that have processes or networks of their own. */
export async function withDatabase<Done>(address: string, work: (db: Db) => Promise<Done>): Promise<Done> {
  const { db, close } = await openPostgres(address)
  try {
    return await work(db)
  } finally {
    await close()
  }
}

/** Does what takes the owner of the tables, on the database of a suite; the embedded one has one role only. */
export async function withOwner<Done>(db: Db, work: (owner: Db) => Promise<Done>): Promise<Done> {
  const address = addresses.get(db)
  if (address === undefined) return work(db)
  return withDatabase(asOwner(address), work)
}

/** The same address with the role that owns the tables. */
export const asOwner = (address: string): string => address.replace(/\/\/\w+@/, '//postgres@')

/**
 * The address of a fresh database on the real PostgreSQL, for a test that starts processes of its own: migrated, and as the role
 * that serves; an empty one (`template0`) as the role that may fill it.
 */
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
  const address = `${server}/${name}`
  return template === 'template0' ? address : address.replace('//postgres@', `//${servingRole}@`)
}

/** A suite on a database that `create` opens; each is closed after the suite, its security log written out. */
export function describeOn(
  kind: DatabaseKind,
  name: string,
  body: (open: OpenTestDatabase, kind: DatabaseKind) => void,
  create: () => Promise<Opened>,
): void {
  describe(`${name} (${kind})`, () => {
    const opened: Promise<Opened>[] = []
    let current: Promise<Opened> | undefined
    afterAll(async () => {
      for (const database of opened) {
        const { db, close } = await database
        // Rows are written behind the answer: one that finds its database closed would be an error in the log.
        await flushSecurityLog(db)
        await close()
      }
    })
    body(async ({ fresh = false, at } = {}) => {
      if (!current || fresh || at !== undefined) {
        current = at === undefined ? create() : openPostgres(at)
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

async function openPostgres(address: string): Promise<Opened> {
  const pool = openPool(address)
  const db = poolDatabase(pool)
  addresses.set(db, address)
  return { db, close: () => pool.end() }
}
