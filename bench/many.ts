/** One run posted by one process, by two, by four: what another process brings until the database is the limit. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
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
  /** How much of the time the connections at work waited for PostgreSQL, 0 to 1; the rest, for their process. */
  waitedShare: number
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

/** Looks ten times a second whether the connections at work wait for PostgreSQL; `share` ends it and answers. */
async function watch(url: string, connections: number): Promise<{ share: () => Promise<number> }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let looks = 0
  let active = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
          where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`,
      )
      looks += 1
      active += rows[0]?.count ?? 0
      await setTimeout(100)
    }
  })()
  const share = async () => {
    isOver = true
    await watching
    await client.end()
    return looks === 0 ? 0 : active / (looks * connections)
  }
  return { share }
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
  const watching = await watch(url, processes * concurrency)
  const started = performance.now()
  ask(first, { begin: { parcelSize: parcelSizeOf(assignments), concurrency } })
  const { run } = await hear(first, 'divided')
  for (const child of others) ask(child, { help: run, concurrency })
  const answers = await ended
  const seconds = (performance.now() - started) / 1000
  return {
    ...crewed,
    seconds,
    waitedShare: await watching.share(),
    parcels: answers.map(({ parcels }) => parcels),
  }
}

/** The figures in words, beside the first. */
export function manyText(figures: readonly ManyFigures[], charges: number): string[] {
  const [one] = figures
  if (!one) return []
  const lines = figures.map(({ processes, workers, seconds, waitedShare, parcels }) => {
    const rate = Math.round(charges / seconds).toLocaleString('en-US')
    return (
      `  ${processes} x ${workers} ${rate.padStart(14)} charges/s, ${(one.seconds / seconds).toFixed(2)} of 1 x 1; ` +
      `waited for PostgreSQL ${Math.round(100 * waitedShare)} % of the time; parcels ${parcels.join(' + ')}`
    )
  })
  const best = figures.reduce((a, b) => (b.seconds < a.seconds ? b : a))
  return [
    ...lines,
    `  The quickest was ${best.processes} x ${best.workers}. Where connections wait and more of them bring nothing, the database is the limit.`,
  ]
}
