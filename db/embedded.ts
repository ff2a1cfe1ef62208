import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { migrationsFolder, refuseNewerDatabase } from './migrate'
import type { Db } from './rows'

/** Raw rows as `pg` gives them: an int8 stays text, so that no digit is ever lost. */
export const embeddedParsers = { [types.INT8]: (text: string) => text }

/** The embedded database in `dataFolder`, migrated. */
export async function openEmbedded(dataFolder: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const folder = resolve(dataFolder)
  mkdirSync(folder, { recursive: true })
  const pglite = await PGlite.create({ dataDir: join(folder, 'database'), parsers: embeddedParsers })
  const db = drizzle(pglite)
  await refuseNewerDatabase(db)
  await migrate(db, { migrationsFolder })
  return { db, close: () => pglite.close() }
}
