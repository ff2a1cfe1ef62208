import { execFileSync } from 'node:child_process'
import fs, {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { parseEnvironment } from '@/lib/environment/environment'
import { log } from '@/lib/log'
import { closeDatabase, openDatabase } from './client'
import { forgetWasOpen, makeDataFolder, mendDataFolder, wasOpen } from './data-folder'
import { rowsOf } from './rows'
import { signingSecret } from './signing-secret'

const scratch = mkdtempSync(join(tmpdir(), 'openmrc-data-folder-'))
// The folders above let everybody pass, as /var/lib does: only OPENMRC_DATA itself keeps them out.
chmodSync(scratch, 0o755)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const env = vi.hoisted(() => ({ dataFolder: '' }))
vi.mock('@/lib/environment/environment', async original => {
  const real = await original<typeof import('@/lib/environment/environment')>()
  return { ...real, environment: () => ({ ...real.parseEnvironment({}), ...env }) }
})

// Three starts of an embedded database, the first of which makes it.
vi.setConfig({ testTimeout: 120_000 })

const modeOf = (path: string) => statSync(path).mode & 0o777

/** Every file and folder that an account can reach which is neither the owner nor in its group. */
function reachableByOthers(folder: string): string[] {
  const mode = modeOf(folder)
  const here = mode & 0o077 ? [folder] : []
  if ((mode & 0o011) === 0) return here
  const inside = readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return reachableByOthers(path)
    return modeOf(path) & 0o077 ? [path] : []
  })
  return [...here, ...inside]
}

async function openAndClose(): Promise<void> {
  await openDatabase()
  await closeDatabase()
}

describe.runIf(process.platform !== 'win32')('the folder OPENMRC_DATA', () => {
  test('is closed to every other account after a start, with everything in it, whatever the umask is', async () => {
    env.dataFolder = join(scratch, 'fresh')
    const umask = process.umask(0o022)
    await openAndClose()
    signingSecret()
    process.umask(umask)
    expect(reachableByOthers(env.dataFolder)).toEqual([])
    expect(modeOf(env.dataFolder)).toBe(0o700)
    expect(modeOf(join(env.dataFolder, 'database'))).toBe(0o700)
    expect(modeOf(join(env.dataFolder, 'secret'))).toBe(0o600)
    expect(wasOpen(env.dataFolder)).toBe(false)
  })

  test.runIf(process.getuid?.() === 0)('lets no other account read a file of it', () => {
    const find = () =>
      execFileSync('find', [env.dataFolder, '-type', 'f'], { uid: 65534, gid: 65534, stdio: 'pipe' })
    expect(find).toThrow(/Permission denied/)
  })

  test('is mended if it stood open, and what may have been read opens nothing any more, once', async () => {
    const said = vi.spyOn(log, 'warn').mockImplementation(() => undefined)
    env.dataFolder = join(scratch, 'fresh')
    const secret = signingSecret()
    const addSession = async () => {
      const db = await openDatabase()
      await db.execute(
        sql`insert into users (id, name, email) values ('ada', 'Ada', 'ada@example.com') on conflict do nothing`,
      )
      await db.execute(
        sql`insert into sessions (id, token, user_id, expires_at) values ('s', repeat('a', 64), 'ada', now() + '1 day')`,
      )
      await closeDatabase()
    }
    const countSessions = async () => {
      const [row] = await rowsOf<{ count: number }>(
        await openDatabase(),
        sql`select count(*)::int as count from sessions`,
      )
      await closeDatabase()
      return row?.count
    }
    await addSession()
    chmodSync(env.dataFolder, 0o755)
    chmodSync(join(env.dataFolder, 'database'), 0o750)
    expect(reachableByOthers(env.dataFolder).length).toBeGreaterThan(900)
    // A start that is cut off after it closed the folder forgets nothing.
    mendDataFolder(env.dataFolder)
    expect(wasOpen(env.dataFolder)).toBe(true)

    expect(await countSessions()).toBe(0)
    expect(reachableByOthers(env.dataFolder)).toEqual([])
    const renewed = signingSecret()
    expect(renewed).not.toBe(secret)
    expect(said).toHaveBeenCalledTimes(1)

    await addSession()
    expect(await countSessions()).toBe(1)
    expect(signingSecret()).toBe(renewed)
    expect(said).toHaveBeenCalledTimes(1)
  })

  test('made by the operator with open modes and empty is no leak', () => {
    const folder = join(scratch, 'prepared')
    mkdirSync(folder, { mode: 0o755 })
    makeDataFolder(folder)
    expect([modeOf(folder), wasOpen(folder)]).toEqual([0o700, false])
  })

  test('follows no link that another account has left in the place of the mark', () => {
    const [folder, target] = [join(scratch, 'linked'), join(scratch, 'target')]
    mkdirSync(folder)
    writeFileSync(target, 'kept')
    writeFileSync(join(folder, 'secret'), '')
    symlinkSync(target, join(folder, 'was-open'))
    chmodSync(folder, 0o777)
    mendDataFolder(folder)
    expect([wasOpen(folder), readFileSync(target, 'utf8')]).toEqual([true, 'kept'])
    forgetWasOpen(folder)
    expect([wasOpen(folder), readFileSync(target, 'utf8')]).toEqual([false, 'kept'])
  })

  test('is never one that other programs use too', () => {
    const shared = join(scratch, 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o1777)
    for (const folder of [shared, '/']) expect(() => makeDataFolder(folder)).toThrow(/a folder of its own/)
    expect(statSync(shared).mode & 0o7777).toBe(0o1777)
  })
})

describe('the secret', () => {
  const withFolder = (dataFolder: string, more: Record<string, string> = {}) =>
    parseEnvironment({ OPENMRC_DATA: dataFolder, ...more })

  test('is the one of the environment, and then no file is made', () => {
    const folder = join(scratch, 'environment')
    expect(signingSecret(withFolder(folder, { OPENMRC_SECRET: 'e'.repeat(32) }))).toBe('e'.repeat(32))
    expect(existsSync(folder)).toBe(false)
  })

  test('is made once, has 256 bits, and lies in a file of its owner alone', () => {
    const folder = join(scratch, 'secret')
    const secret = signingSecret(withFolder(folder))
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(signingSecret(withFolder(folder))).toBe(secret)
    expect(readdirSync(folder)).toEqual(['secret'])
    chmodSync(join(folder, 'secret'), 0o644)
    expect(signingSecret(withFolder(folder))).toBe(secret)
    expect(modeOf(join(folder, 'secret'))).toBe(0o600)
  })

  test('is made again if what is there is none', () => {
    const folder = join(scratch, 'cut')
    mkdirSync(folder)
    writeFileSync(join(folder, 'secret'), 'cut')
    const secret = signingSecret(withFolder(folder))
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(secret)
  })

  test('can be made on a file system without hard links', () => {
    const folder = join(scratch, 'no-links')
    const real = fs.linkSync
    fs.linkSync = () => {
      throw Object.assign(new Error('not here'), { code: 'EPERM', syscall: 'link' })
    }
    syncBuiltinESMExports()
    try {
      expect(signingSecret(withFolder(folder))).toMatch(/^[\w-]{43}$/)
      expect(readdirSync(folder)).toEqual(['secret'])
    } finally {
      fs.linkSync = real
      syncBuiltinESMExports()
    }
  })
})
