import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { environment } from '@/lib/environment/environment'
import { makeDataFolder, unwritable } from './data-folder'
import { syncFolderEntry } from './embedded/files'

const placeOf = (folder: string) => join(folder, 'secret')
const form = /^\S{32,}$/

/**
 * The secret that signs session cookies: OPENMRC_SECRET, else the file `secret` of mode 0600 in OPENMRC_DATA, made at the first
 * call. It is never in the database. Throws a StartProblem if the file can neither be read nor made.
 */
export function signingSecret({ secret, dataFolder } = environment()): string {
  if (secret !== undefined) return secret
  const folder = resolve(dataFolder)
  makeDataFolder(folder)
  try {
    return readSecret(folder) ?? makeSecret(folder)
  } catch (error) {
    throw unwritable(error)
  }
}

/** Has the next signingSecret make another one. */
export function forgetSigningSecret(folder: string): void {
  rmSync(placeOf(folder), { force: true })
  syncFolderEntry(folder)
}

/** Null if there is none, or if what is there was cut off while it was written. */
function readSecret(folder: string): string | null {
  const place = placeOf(folder)
  try {
    const text = readFileSync(place, 'utf8').trim()
    if (!form.test(text)) return null
    chmodSync(place, 0o600)
    return text
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Written aside and linked: of several processes that start at once, all read the secret of the first. */
function makeSecret(folder: string): string {
  const draft = join(folder, `secret-${randomBytes(6).toString('hex')}`)
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(32).toString('base64url')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, placeOf(folder))
  } catch (error) {
    // Another process was faster; or what is there is no secret, or the file system has no hard links.
    if (!hasCode(error, 'EEXIST') || readSecret(folder) === null) renameSync(draft, placeOf(folder))
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolderEntry(folder)
  const made = readSecret(folder)
  if (made === null) throw new Error(`the secret in ${placeOf(folder)} vanished while it was made`)
  return made
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
