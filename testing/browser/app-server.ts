import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Who is in the database of the shared server from its first start. */
export const admin = { email: 'admin@example.com', password: 'a password for tests' }

export type AppServer = { url: string; output: () => string; stop: () => Promise<void> }

/**
 * The production build on throw-away data, or on the PostgreSQL that is named. Without an admin it is in its first run:
 * `output()` holds what it printed.
 */
export async function startApp(options: {
  port?: number
  withAdmin: boolean
  databaseUrl?: string
}): Promise<AppServer> {
  const port = options.port ?? (await freePort())
  const data = mkdtempSync(join(tmpdir(), 'openmrc-e2e-'))
  const { DATABASE_URL: _, ...inherited } = process.env
  const server = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'start'], {
    env: {
      ...inherited,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      TZ: 'UTC',
      PORT: String(port),
      OPENMRC_DATA: data,
      ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
      OPENMRC_BUILD_DIR: process.env.OPENMRC_BUILD_DIR ?? '.next-test',
      OPENMRC_ADMIN_EMAIL: options.withAdmin ? admin.email : '',
      OPENMRC_ADMIN_PASSWORD: options.withAdmin ? admin.password : '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', chunk => {
      output += chunk
      process.stderr.write(chunk)
    })
  }
  const url = `http://localhost:${port}`
  const stop = async () => {
    await end(server)
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await untilAnswering(url, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, output: () => output, stop }
}

async function untilAnswering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (server.exitCode !== null) throw new Error(`the app ended with ${server.exitCode}`)
    const answer = await fetch(`${url}/sign-in`, { redirect: 'manual' }).catch(() => null)
    if (answer) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error(`the app did not answer on ${url} within a minute`)
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGTERM')
  const late = setTimeout(() => server.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(late)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}
