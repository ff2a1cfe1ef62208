import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { environment } from '@/lib/env'
import { printStartProblem, StartProblem } from '@/lib/start-problem'
import { build, isBuilt, nextProgram } from './build'

/** `npm start`: builds where there is no build of these sources, then serves. */
async function start(): Promise<void> {
  const { port } = environment()
  await refuseTakenPort(port)
  if (!isBuilt()) {
    console.log(
      'Building OpenMRC, as this is the first start or its sources changed. This takes about a minute.',
    )
    if (!build()) throw new StartProblem('OpenMRC could not be built: the reasons stand above.')
  }
  serve(port)
}

function refuseTakenPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', error => reject(new StartProblem(portSentence(port, error))))
    probe.listen(port, () => probe.close(() => resolve()))
  })
}

function portSentence(port: number, error: Error & { code?: string }): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`
  }
  return `Port ${port} cannot be used (${error.message}). Choose another port: PORT=3000 npm start`
}

function serve(port: number): void {
  const env = {
    ...process.env,
    PORT: String(port),
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const server = spawn(process.execPath, [nextProgram, 'start'], { stdio: 'inherit', env })
  // A terminal signals the whole group; a service manager only this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal))
  server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

start().catch((error: unknown) => {
  printStartProblem(error)
  process.exit(1)
})
