import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite, protocol, types } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { StartProblem } from '@/lib/environment/start-problem'
import { makeDataFolder, unwritable } from '../data-folder'
import { lockFolder } from '../lock/lock'
import { migrationsFolder, refuseNewerDatabase } from '../migrate'
import type { Db } from '../rows'
import { DurableNodeFS, durableStart, syncFolderEntry, syncTree } from './files'
import { withTurns } from './turns'

/** Raw rows as `pg` gives them: an int8 stays text, so that no digit is ever lost. */
export const embeddedParsers = { [types.INT8]: (text: string) => text }

/** What the migrations' `create extension` finds: PGlite loads only what it was started with. */
export const embeddedExtensions = { pg_trgm }

/**
 * The embedded database in `dataFolder`, migrated, and locked for this process until `close`. A commit is on the disk
 * when it answers. The folder is closed to every other account. Throws a StartProblem if another process has it or the folder
 * cannot be used.
 */
export async function openEmbedded(dataFolder: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const folder = resolve(dataFolder)
  makeDataFolder(folder)
  const lock = await lockFolder(folder).catch((error: unknown) => {
    throw unwritable(error)
  })
  let opened: PGlite | null = null
  const leave = (code: number) => {
    // Nothing is written any more by a process that broke: recovery from the log is right where its memory may be wrong.
    if (opened && endedOnPurpose.has(code)) settle(opened)
    lock.release()
  }
  process.once('exit', leave)
  const release = () => {
    process.off('exit', leave)
    lock.release()
  }
  try {
    const pglite = await openDurable(folder)
    opened = pglite
    const db = drizzle(pglite)
    await refuseNewerDatabase(db)
    await migrate(db, { migrationsFolder })
    return {
      db,
      close: async () => {
        await pglite.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** Done, or asked to end by SIGINT or SIGTERM. */
const endedOnPurpose = new Set([0, 130, 143])

/**
 * Ends a database as a server does that is stopped. The log alone would do for the data; but sequences are in it 33 numbers ahead,
 * and whoever opens a database that was not settled sees ids jump. Synchronous: a process that exits waits for nothing.
 */
function settle(pglite: PGlite): void {
  if (pglite.closed) return
  try {
    // What a transaction that is open has done is lost with the process, whether it failed or not.
    for (const statement of ['rollback', 'checkpoint'])
      pglite.execProtocolRawSync(protocol.serialize.query(statement))
  } catch {
    // The next start recovers from the log, as after a crash.
  }
}

async function openDurable(folder: string): Promise<PGlite> {
  const place = join(folder, 'database')
  if (!existsSync(place)) await createDatabase(folder, place)
  try {
    return await start(place)
  } catch (error) {
    throw new StartProblem(
      `The embedded database in ${place} cannot be opened (${error instanceof Error ? error.message : error}). ` +
        'Restore it from a backup, or name another folder with OPENMRC_DATA.',
      { cause: error },
    )
  }
}

/** Made aside and then renamed: a start that is cut off never leaves half a database behind. */
async function createDatabase(folder: string, place: string): Promise<void> {
  const aside = join(folder, 'database.unfinished')
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { mode: 0o700 })
  await (await start(aside)).close()
  syncTree(aside)
  renameSync(aside, place)
  syncFolderEntry(folder)
}

async function start(place: string): Promise<PGlite> {
  return withTurns(
    await PGlite.create({
      fs: new DurableNodeFS(place),
      startParams: durableStart,
      parsers: embeddedParsers,
      extensions: embeddedExtensions,
    }),
  )
}
