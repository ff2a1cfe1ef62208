/**
 * pg-boss, on PostgreSQL: its jobs wake processes and say no more than "look" or "help with run 7". Who does what is decided by
 * rows that the embedded database has too: the claim of a day, the parcels of a run. docs/decisions/0007-parcels-and-pg-boss.md
 */
import type pg from 'pg'
import type PgBoss from 'pg-boss'
import { StartProblem } from '@/lib/environment/start-problem'
import { log } from '@/lib/log'
import { databasePool } from '../client'
import { howToMigrate } from '../migrate'

/** An execution of a run that others may help with. */
type Lease = { runId: number; lease: string }

export type Handlers = {
  /** Looks at everything that is due; once a minute one process is asked to. */
  look: () => Promise<unknown>
  /** Works on a run that another process began and divided, until it has ended. */
  help: (run: Lease) => Promise<unknown>
}

const lookQueue = 'look'
const helpQueue = 'help'
/** So many processes may help with one run, besides the one that began it. */
const mostHelpers = 15
/** Longer than any look or run takes: what a dead process was doing is done by others, not by its job once more. */
const expireInSeconds = 23 * 3600
const kept = { expireInSeconds, retryLimit: 0, retentionMinutes: 60 }

// On globalThis: Next may load this module again on an edit.
const shared: typeof globalThis & {
  openmrcQueue?: Promise<PgBoss> | undefined
  openmrcQueueLeaving?: Promise<void>
  openmrcQueueIsLeft?: boolean
} = globalThis

/** Any number that no other program on the same server is likely to lock. */
const installationLock = 7_362_514_002

async function pool(): Promise<pg.Pool> {
  const found = await databasePool()
  if (found === null) throw new Error('pg-boss needs a PostgreSQL')
  return found
}

async function boss(options: PgBoss.ConstructorOptions, own?: pg.Pool): Promise<PgBoss> {
  const connections = own ?? (await pool())
  const { default: Boss } = await import('pg-boss')
  const made = new Boss({
    schema: 'pgboss',
    db: {
      // What a worker still wants to note after this process left the queues is of no use to anybody.
      executeSql: async (text, values) =>
        shared.openmrcQueueIsLeft ? { rows: [] } : connections.query(text, values),
    },
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
  log.error('the queue reported an error', { error })
}

/**
 * Joins this process to the queues and asks for a first look; a signal that ends the process leaves them. Started twice, it runs
 * once. Throws where the schema `pgboss` cannot be made.
 */
export async function startQueue(handlers: Handlers): Promise<void> {
  if (shared.openmrcQueue) return
  const joining = join(handlers)
  shared.openmrcQueue = joining
  try {
    await joining
  } catch (error) {
    shared.openmrcQueue = undefined
    throw error
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stopQueue().catch(complain))
}

async function join({ look, help }: Handlers): Promise<PgBoss> {
  const queue = await boss({ maintenanceIntervalSeconds: 300 })
  await install(queue, await pool())
  await queue.work(lookQueue, { pollingIntervalSeconds: 2 }, look)
  await queue.work<Lease>(helpQueue, { pollingIntervalSeconds: 1 }, async ([job]) => {
    if (job) await help(job.data)
  })
  await queue.send(lookQueue, {}, kept)
  return queue
}

/** Makes the queues for processes whose role may not, over the connections of the role that owns the tables. */
export async function installQueue(owner: pg.Pool): Promise<void> {
  const queue = await boss({ supervise: false }, owner)
  await install(queue, owner)
  await queue.stop({ graceful: false })
}

/**
 * Many processes may start at once, and pg-boss makes its schema without looking left or right: one does, the others wait. Where
 * everything is there already, it takes no right of an owner.
 */
async function install(queue: PgBoss, connections: pg.Pool): Promise<void> {
  const client = await connections.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [installationLock])
    await queue.start()
    // One look waits at most: a long run that keeps the only process busy gathers none.
    await queue.createQueue(lookQueue, { name: lookQueue, policy: 'short', ...kept })
    await queue.createQueue(helpQueue, { name: helpQueue, policy: 'standard', ...kept })
    await queue.schedule(lookQueue, '* * * * *', {}, kept)
    await client.query('select pg_advisory_unlock($1)', [installationLock])
    client.release()
  } catch (error) {
    // Closing the connection gives the lock back whatever state it is in.
    client.release(true)
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartProblem(
      `The tables of pg-boss cannot be made or used in DATABASE_URL: ${reason}. ${howToMigrate}`,
      { cause: error },
    )
  }
}

/**
 * Asks the other processes to help with an execution of a run, divided into so many parcels. Best effort: the run goes on without
 * them, and where no app has made the queues yet there is nobody to ask.
 */
export async function callForHelp({ runId, lease }: Lease, parcelCount: number): Promise<void> {
  try {
    const own = shared.openmrcQueue
    const queue = own ? await own : await boss({ migrate: false, supervise: false, schedule: false })
    if (!own) await queue.start()
    const helpers = Math.min(mostHelpers, parcelCount - 1)
    await queue.insert(
      Array.from({ length: helpers }, () => ({
        name: helpQueue,
        data: { runId, lease },
        expireInSeconds,
        retryLimit: 0,
      })),
    )
    if (!own) await queue.stop({ graceful: false })
  } catch (error) {
    complain(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Leaves the queues, for good; what this process works on is not waited for. */
export function stopQueue(): Promise<void> {
  shared.openmrcQueueLeaving ??= leave()
  return shared.openmrcQueueLeaving
}

async function leave(): Promise<void> {
  const queue = await shared.openmrcQueue
  await queue?.stop({ graceful: false })
  shared.openmrcQueueIsLeft = true
}
