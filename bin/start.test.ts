import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { nextProgram, sourceHash } from './build'

type End = { code: number | null; said: string; complained: string }

function start(env: Record<string, string>): Promise<End> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    env: { ...process.env, VITEST: '', ...env },
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  child.stderr.on('data', chunk => {
    complained += chunk
  })
  return new Promise(resolve => child.once('exit', code => resolve({ code, said, complained })))
}

test('a wrong variable stops the start with one sentence', async () => {
  const { code, complained, said } = await start({ BILLING_TIME_ZONE: 'Mars/Olympus' })
  expect(code).toBe(1)
  expect(complained.trim()).toBe(
    'BILLING_TIME_ZONE must be an IANA time zone such as Europe/London, but is "Mars/Olympus".',
  )
  expect(said).toBe('')
})

test('a port that is taken stops the start before anything is built', async () => {
  const other = createServer()
  const port = await new Promise<number>(resolve => {
    other.listen(0, () => {
      const address = other.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
  const { code, complained, said } = await start({ PORT: String(port) })
  other.close()
  expect(code).toBe(1)
  expect(complained.trim()).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  )
  expect(said).toBe('')
})

test('an address that is not one of this machine stops the start with a sentence', async () => {
  // 192.0.2.0/24 is nobody's.
  const { code, complained } = await start({ OPENMRC_HOST: '192.0.2.1', PORT: '65000' })
  expect(code).toBe(1)
  expect(complained.trim()).toBe(
    'OPENMRC_HOST names no address of this machine: 192.0.2.1. Take 127.0.0.1, or leave it out to listen on all of them.',
  )
})

describe('the server that it starts', () => {
  const root = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'openmrc-start-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Starts in a folder whose build is finished and whose server is this program; tells what was said at the word `ready`. */
  function startServer(
    program: string,
    onReady: (kill: (signal: NodeJS.Signals) => void) => void,
    by: 'itself' | 'shell' = 'itself',
    host = '127.0.0.1',
  ) {
    mkdirSync(join(folder, dirname(nextProgram)), { recursive: true })
    mkdirSync(join(folder, '.next'), { recursive: true })
    writeFileSync(join(folder, nextProgram), program)
    writeFileSync(join(folder, '.next', 'openmrc-sources'), sourceHash(folder))
    const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')
    const args = ['--import', loader, join(root, 'bin', 'start.ts')]
    const options: SpawnOptions = {
      cwd: folder,
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'test', TSX_TSCONFIG_PATH: join(root, 'tsconfig.json') },
        ...{ PORT: '65001', OPENMRC_HOST: host },
        ...(by === 'shell' ? { npm_lifecycle_event: 'start' } : {}),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    }
    const child =
      by === 'itself'
        ? spawn(process.execPath, args, options)
        : // The second command keeps the shell from becoming the first one.
          spawn('sh', ['-c', `"$0" "$@"; true`, process.execPath, ...args], options)
    let said = ''
    child.stdout?.on('data', chunk => {
      said += chunk
      if (String(chunk).includes('ready')) onReady(signal => child.kill(signal))
    })
    return new Promise<{ code: number | null; said: string }>(resolve =>
      child.once('exit', code => resolve({ code, said })),
    )
  }

  // As Next does: it answers what it was asked, and ends with 128 and the number of the signal.
  const patient = `
    for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]])
      process.on(signal, () => setTimeout(() => { console.log('answered'); process.exit(code) }, 200))
    setInterval(() => {}, 1000)
    console.log('ready', process.argv.slice(2).join(' '))`

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s is handed on, the server ends what it is doing, and that is no failure',
    async signal => {
      const { code, said } = await startServer(patient, kill => kill(signal))
      expect([code, said]).toEqual([0, 'ready start --hostname 127.0.0.1\nanswered\n'])
    },
  )

  test.skipIf(process.platform === 'win32')(
    'is stopped as well where npm is, whose shell dies of the signal and hands nothing on',
    async () => {
      const stopped = join(folder, 'stopped')
      const program = `${patient}\nprocess.once('exit', () => require('node:fs').writeFileSync('${stopped}', ''))`
      await startServer(program, kill => kill('SIGTERM'), 'shell')
      await vi.waitFor(() => expect(existsSync(stopped)).toBe(true), 10_000)
    },
  )

  test.each([
    ['', 'on every address of this machine'],
    ['0.0.0.0', 'on 0.0.0.0'],
  ])('says that it listens without TLS where others reach it: OPENMRC_HOST=%s', async (host, where) => {
    const { said } = await startServer(patient, kill => kill('SIGTERM'), 'itself', host)
    expect(said).toContain(`OpenMRC listens ${where}, port 65001, without TLS`)
    expect(said).toContain('OPENMRC_HOST=127.0.0.1')
  })

  test.each([
    ['ends by itself', 'process.exit(3)', 3],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", 1],
  ])('one that %s is a failure', async (_what, program, expected) => {
    expect((await startServer(program, () => undefined)).code).toBe(expected)
  })
})
