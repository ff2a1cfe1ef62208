/** One run posted by one process, by two, by four: what another process brings until the database is the limit. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Answer, Ask } from './many-worker'

export type Crew = {
  processes: number
  /** Connections at work in each; an app has two, so that it plans one batch while PostgreSQL writes another. */
  workers: number
}

/** The first is what the others are compared with: one connection; then more processes; then processes as apps are. */
export const crews: readonly Crew[] = [
  { processes: 1, workers: 1 },
  { processes: 2, workers: 1 },
  { processes: 4, workers: 1 },
  { processes: 1, workers: 2 },
  { processes: 2, workers: 2 },
]

export type ManyFigures = Crew & {
  seconds: number
  /** Of all processes together, without PostgreSQL. */
  cpuSeconds: number
  /** How many parcels each did. */
  parcels: number[]
}

/** Parcels enough for every process to have some to the end, and at most what an app takes. */
const parcelSizeOf = (assignments: number) => Math.min(5_000, Math.max(50, Math.floor(assignments / 40)))

function ask(child: ChildProcess, what: Ask): void {
  child.send(what)
}

function hear<Word extends Answer['word']>(
  child: ChildProcess,
  word: Word,
): Promise<Extract<Answer, { word: Word }>> {
  return new Promise((resolve, reject) => {
    child.on('message', (answer: Answer) => {
      if (answer.word === word) resolve(answer as Extract<Answer, { word: Word }>)
    })
    child.once('exit', code => reject(new Error(`a process ended with ${code} before it said ${word}`)))
  })
}

/** Posts everything that is due on `url` with so many processes. */
export async function benchMany(url: string, crewed: Crew, assignments: number): Promise<ManyFigures> {
  const { processes, workers: concurrency } = crewed
  const program = ['--conditions=react-server', '--import', 'tsx', 'bench/many-worker.ts']
  const crew = Array.from({ length: processes }, () =>
    spawn(process.execPath, program, {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  await Promise.all(crew.map(child => hear(child, 'ready')))
  const [first, ...others] = crew
  if (!first) throw new Error('no process')
  const ended = Promise.all(crew.map(child => hear(child, 'ended')))
  const started = performance.now()
  ask(first, { begin: { parcelSize: parcelSizeOf(assignments), concurrency } })
  const { run } = await hear(first, 'divided')
  for (const child of others) ask(child, { help: run, concurrency })
  const answers = await ended
  return {
    ...crewed,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: answers.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    parcels: answers.map(({ parcels }) => parcels),
  }
}

/** The figures in words, beside the first; where more processes bring nothing more, the database is the limit. */
export function manyText(figures: readonly ManyFigures[], charges: number): string[] {
  const [one] = figures
  if (!one) return []
  const lines = figures.map(({ processes, workers, seconds, cpuSeconds, parcels }) => {
    const rate = Math.round(charges / seconds).toLocaleString('en-US')
    const own = Math.round((100 * cpuSeconds) / seconds)
    return (
      `  ${processes} x ${workers} ${rate.padStart(14)} charges/s, ${(one.seconds / seconds).toFixed(2)} of 1 x 1; ` +
      `the processes themselves kept ${own} % of a core busy; parcels ${parcels.join(' + ')}`
    )
  })
  const best = figures.reduce((a, b) => (b.seconds < a.seconds ? b : a))
  return [...lines, `  From ${best.processes} x ${best.workers} on, the database was the limit.`]
}
