import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { StartProblem } from '@/lib/environment/start-problem'
import { syncFolderEntry } from './embedded/files'

const ownerOnly = 0o700
const othersMask = 0o077
const stickyBit = 0o1000

/** Left behind if the folder was open to others, until what they may have read is worthless. */
const markerOf = (folder: string) => join(folder, 'was-open')

/**
 * Makes the folder OPENMRC_DATA if it is not there, and closes it and the database's folder in it to all accounts but their owner:
 * PGlite makes files that all accounts may write, whatever the umask is. Throws a StartProblem if it cannot.
 */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: ownerOnly })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartProblem(`OPENMRC_DATA names a folder that cannot be made: ${reason}.`)
  }
  mendDataFolder(folder)
}

/** As makeDataFolder, for a folder that may not be there and is not needed. */
export function mendDataFolder(folder: string): void {
  if (process.platform === 'win32' || !existsSync(folder)) return
  refuseSharedFolder(folder)
  try {
    if (isOpen(folder)) {
      // Before the folder is closed, so that a start that is cut off does not forget; and after, when nobody else can take it away.
      const isLeak = holdsSecrets(folder)
      if (isLeak) leaveMarker(folder)
      chmodSync(folder, ownerOnly)
      if (isOpen(folder)) throw new StartProblem(modeless(folder))
      if (isLeak) leaveMarker(folder)
    }
    for (const name of ['database', 'database.unfinished']) {
      const inside = join(/* turbopackIgnore: true */ folder, name)
      if (lstatSync(inside, { throwIfNoEntry: false })?.isDirectory() && isOpen(inside))
        chmodSync(inside, ownerOnly)
    }
  } catch (error) {
    throw unwritable(error)
  }
}

/** Whether the folder stood open to others since forgetWasOpen was called last. */
export const wasOpen = (folder: string): boolean => isThere(markerOf(folder))

/** To be called when the sessions are ended and the secret is renewed. */
export function forgetWasOpen(folder: string): void {
  rmSync(markerOf(folder), { force: true, recursive: true })
}

/** The failure of a file operation as a sentence; any other error as it is. */
export function unwritable(error: unknown): unknown {
  const isOfFile = error instanceof Error && 'syscall' in error
  if (!isOfFile) return error
  return new StartProblem(
    `OPENMRC_DATA names a folder that cannot be written: ${error.message}. The account that runs OpenMRC must own it.`,
    { cause: error },
  )
}

const modeless = (folder: string) =>
  `OPENMRC_DATA names ${folder}, whose file system keeps no modes: other accounts of this machine could read it. Name a folder on a local disk.`

const isOpen = (path: string) => (statSync(path).mode & othersMask) !== 0

/** Only what was there before can have been read. */
const holdsSecrets = (folder: string) => ['database', 'secret'].some(name => existsSync(join(folder, name)))

/** A link that another account has left counts as well, and is not followed. */
const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function leaveMarker(folder: string): void {
  if (isThere(markerOf(folder))) return
  writeFileSync(markerOf(folder), '', { mode: 0o600, flag: 'wx' })
  syncFolderEntry(folder)
}

/** A folder such as /tmp or /: closing it would lock every other program out. */
function refuseSharedFolder(folder: string): void {
  const isRoot = parse(folder).root === folder
  if (!isRoot && (statSync(folder).mode & stickyBit) === 0) return
  throw new StartProblem(
    `OPENMRC_DATA names ${folder}, which other programs use too. Name a folder of its own, such as ${join(folder, 'openmrc')}.`,
  )
}
