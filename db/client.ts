import { resolve } from 'node:path'
import type pg from 'pg'
import { environment } from '@/lib/environment/environment'
import { log } from '@/lib/log'
import { forgetWasOpen, mendDataFolder, wasOpen } from './data-folder'
import type { Db } from './rows'
import { sessions } from './schema/users'
import { forgetSigningSecret } from './signing-secret'

export { type Db, rowsOf } from './rows'

type OpenDatabase = { db: Db; pool?: pg.Pool; close: () => Promise<void> }

// On globalThis: Next loads this module once for pages and once for instrumentation, and again on every edit.
const shared: typeof globalThis & { openmrcDatabase?: Promise<OpenDatabase> } = globalThis

/**
 * The database of this process, opened at the first call, and migrated if its role owns the tables: DATABASE_URL, else the embedded
 * one in OPENMRC_DATA. Throws a StartProblem if it cannot be opened; a later call tries again.
 */
export async function openDatabase(): Promise<Db> {
  if (!shared.openmrcDatabase) {
    const opening = open()
    shared.openmrcDatabase = opening
    opening.catch(() => {
      if (shared.openmrcDatabase === opening) shared.openmrcDatabase = undefined
    })
  }
  return (await shared.openmrcDatabase).db
}

/**
 * The connections to DATABASE_URL, for libraries that bring their own statements; null on the embedded database, which this
 * does not open.
 */
export async function databasePool(): Promise<pg.Pool | null> {
  if (environment().databaseUrl === undefined) return null
  await openDatabase()
  return (await shared.openmrcDatabase)?.pool ?? null
}

/** Closes what openDatabase opened, after the statements that are running; does nothing if nothing is open. */
export async function closeDatabase(): Promise<void> {
  const open = shared.openmrcDatabase
  shared.openmrcDatabase = undefined
  if (open) await (await open).close()
}

async function open(): Promise<OpenDatabase> {
  if (process.env.NEXT_PHASE === 'phase-production-build') {
    throw new Error('a page reads the database while it is being built: make it dynamic')
  }
  const { databaseUrl, ownerUrl, dataFolder } = environment()
  const folder = resolve(dataFolder)
  mendDataFolder(folder)
  const opened =
    databaseUrl === undefined
      ? await (await import('./embedded/embedded')).openEmbedded(folder)
      : await (await import('./postgres')).openPostgres(databaseUrl, { hasOwner: ownerUrl !== undefined })
  if (wasOpen(folder)) await forgetWhatWasRead(opened.db, folder)
  return opened
}

/** Others could read this folder: whatever session or secret they have is worthless from now on. */
async function forgetWhatWasRead(db: Db, folder: string): Promise<void> {
  await db.delete(sessions)
  forgetSigningSecret(folder)
  forgetWasOpen(folder)
  log.warn(
    `Other accounts of this machine could read ${folder}. It is closed to them now, and all users have to sign in again. ` +
      'If such an account is not yours, choose new passwords too.',
  )
}
