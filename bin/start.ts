import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { environment } from '@/lib/environment/environment'
import { printStartProblem, StartProblem } from '@/lib/environment/start-problem'
import { isThisMachine } from '@/lib/environment/this-machine'
import { build, isBuilt, nextProgram } from './build'

/** `npm start`: builds where there is no build of these sources, then serves. */
async function start(): Promise<void> {
  const { port, host } = environment()
  await refuseTakenPort(port, host)
  if (!isBuilt()) {
    console.log(
      'Building OpenMRC, as this is the first start or its sources changed. This takes about a minute.',
    )
    if (!build()) throw new StartProblem('OpenMRC could not be built: the reasons stand above.')
  }
  const warning = openDoorWarning(port, host)
  if (warning !== null) console.log(warning)
  serve(port, host)
}

/** The warning for an operator who has not chosen an address: null if only this machine reaches the app. */
function openDoorWarning(port: number, host: string | undefined): string | null {
  if (host !== undefined && isThisMachine(host)) return null
  const where = host === undefined ? 'on every address of this machine' : `on ${host}`
  return (
    `OpenMRC listens ${where}, port ${port}, without TLS: passwords and sessions can be read on the way. ` +
    'Put a reverse proxy with TLS before it and set OPENMRC_HOST=127.0.0.1 (docs/operating.md).'
  )
}

function refuseTakenPort(port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', error => reject(new StartProblem(portSentence(port, host, error))))
    probe.listen({ port, host }, () => probe.close(() => resolve()))
  })
}

function portSentence(port: number, host: string | undefined, error: Error & { code?: string }): string {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `OPENMRC_HOST names no address of this machine: ${host}. Take 127.0.0.1, or leave it out to listen on all of them.`
  }
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`
  }
  return `Port ${port} cannot be used (${error.message}). Choose another port: PORT=3000 npm start`
}

function serve(port: number, host: string | undefined): void {
  const env = {
    ...process.env,
    PORT: String(port),
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const args = [nextProgram, 'start', ...(host === undefined ? [] : ['--hostname', host])]
  const server = spawn(process.execPath, args, { stdio: 'inherit', env })
  let isStopping = false
  // It ends cleanly on SIGINT and SIGTERM; a SIGHUP would cut it off.
  const stop = (signal: 'SIGINT' | 'SIGTERM') => {
    isStopping = true
    server.kill(signal)
  }
  // A terminal signals the whole group; a service manager may signal only this process.
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGHUP', () => stop('SIGTERM'))
  onOrphaned(() => stop('SIGTERM'))
  // Who asked it to stop is told that it did: a code above 128 would be a failure to a service manager.
  server.once('exit', (code, signal) => process.exit(isStopping && isStopped(code, signal) ? 0 : (code ?? 1)))
}

/**
 * npm runs a script in a shell, and hands a signal of its own to that shell alone, which dies of it without a word: the server
 * would be left behind with its port and its database. Whoever starts this file without npm may leave it behind on purpose.
 */
function onOrphaned(stop: () => void): void {
  if (process.env.npm_lifecycle_event !== 'start') return
  const shell = process.ppid
  const look = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(look)
    stop()
  }, 500)
}

const isStopped = (code: number | null, signal: NodeJS.Signals | null) =>
  code === 0 ||
  code === 130 ||
  code === 143 ||
  signal === 'SIGINT' ||
  signal === 'SIGTERM' ||
  signal === 'SIGHUP'

start().catch((error: unknown) => {
  printStartProblem(error)
  process.exit(1)
})
