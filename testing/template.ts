/** A database that is filled once and copied for every disturbance: for tests that cut connections and kill processes. */
import type { Db } from '@/db/client'
import { createPostgresDatabase, withDatabase } from './database'
import { ledgerOf } from './ledger'

export type Template = {
  /** The address of a fresh copy on the real PostgreSQL. */
  copy: () => Promise<string>
}

/** Fills a database. Nothing may be connected to it afterwards, or it could not be copied. */
export async function makeTemplate(fill: (db: Db) => Promise<unknown>): Promise<Template> {
  const address = await createPostgresDatabase()
  await withDatabase(address, fill)
  const name = new URL(address).pathname.slice(1)
  return { copy: () => createPostgresDatabase(name) }
}

/** The ledger that work gives on a copy if nothing disturbs it: what every disturbed copy must come to. */
export async function undisturbedLedger(
  { copy }: Template,
  work: (db: Db) => Promise<unknown>,
): Promise<string[]> {
  return withDatabase(await copy(), async db => {
    await work(db)
    return ledgerOf(db)
  })
}
