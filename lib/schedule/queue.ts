/**
 * pg-boss, on PostgreSQL: its jobs wake processes and say no more than "look" or "help with run 7". Who does what is decided by
 * rows that the embedded database has too: the claim of a day, the parcels of a run. docs/decisions/0007-parcels-and-pg-boss.md
 */
import type PgBoss from 'pg-boss'
import { databasePool } from '@/db/client'

export type Handlers = {
  /** Looks at everything that is due; once a minute one process is asked to. */
  look: () => Promise<unknown>
  /** Works on a run that another process began, until it has ended. */
  help: (runId: number) => Promise<unknown>
}

const lookQueue = 'look'
const helpQueue = 'help'
/** So many processes may help with one run, besides the one that began it. */
const mostHelpers = 15
/** Longer than any look or run takes: what a dead process was doing is done by others, not by its job once more. */
const expireInSeconds = 23 * 3600
const kept = { expireInSeconds, retryLimit: 0, retentionMinutes: 60 }

// On globalThis: Next may load this module again on an edit.
const shared: typeof globalThis & { openmrcQueue?: Promise<PgBoss> } = globalThis

async function boss(options: PgBoss.ConstructorOptions): Promise<PgBoss> {
  const pool = await databasePool()
  if (pool === null) throw new Error('pg-boss needs a PostgreSQL')
  const { default: Boss } = await import('pg-boss')
  const made = new Boss({
    schema: 'pgboss',
    db: { executeSql: (text, values) => pool.query(text, values) },
    archiveCompletedAfterSeconds: 3600,
    archiveFailedAfterSeconds: 3600,
    deleteAfterHours: 24,
    ...options,
  })
  made.on('error', complain)
  return made
}

let complainedAt = 0

/** Every worker asks every two seconds: while the database is away, one line a minute is enough. */
function complain(error: Error): void {
  if (Date.now() - complainedAt < 60_000) return
  complainedAt = Date.now()
  console.error(`pg-boss: ${error.message}`)
}

/**
 * Joins this process to the queues and asks for a first look. Started twice, it runs once. Throws where the schema `pgboss`
 * cannot be made.
 */
export async function startQueue(handlers: Handlers): Promise<void> {
  if (shared.openmrcQueue) return
  shared.openmrcQueue = join(handlers)
  shared.openmrcQueue.catch(() => {
    shared.openmrcQueue = undefined
  })
  await shared.openmrcQueue
}

async function join({ look, help }: Handlers): Promise<PgBoss> {
  const queue = await boss({ maintenanceIntervalSeconds: 300 })
  await queue.start()
  // One look waits at most: a long run that keeps the only process busy gathers none.
  await queue.createQueue(lookQueue, { name: lookQueue, policy: 'short', ...kept })
  await queue.createQueue(helpQueue, { name: helpQueue, policy: 'standard', ...kept })
  await queue.work(lookQueue, { pollingIntervalSeconds: 2 }, look)
  await queue.work<{ runId: number }>(helpQueue, { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await help(job.data.runId)
  })
  await queue.schedule(lookQueue, '* * * * *', {}, kept)
  await queue.send(lookQueue, {}, kept)
  return queue
}

/**
 * Asks the other processes to help with a run of so many parcels. Best effort: the run goes on without them, and where no app
 * has made the queues yet there is nobody to ask.
 */
export async function callForHelp(runId: number, parcelCount: number): Promise<void> {
  try {
    const own = shared.openmrcQueue
    const queue = own ? await own : await boss({ migrate: false, supervise: false, schedule: false })
    if (!own) await queue.start()
    const helpers = Math.min(mostHelpers, parcelCount - 1)
    await queue.insert(
      Array.from({ length: helpers }, () => ({
        name: helpQueue,
        data: { runId },
        expireInSeconds,
        retryLimit: 0,
      })),
    )
    if (!own) await queue.stop({ graceful: false })
  } catch (error) {
    complain(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Leaves the queues; what this process works on is not waited for. */
export async function stopQueue(): Promise<void> {
  const queue = await shared.openmrcQueue
  shared.openmrcQueue = undefined
  await queue?.stop({ graceful: false })
}
