import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { StartProblem } from '@/lib/environment/start-problem'
import { type Holder, lifeOf, thisHolder } from './holder'

const holderShape = z.object({
  pid: z.number(),
  startedAt: z.string(),
  boot: z.string(),
  namespace: z.string(),
  host: z.string(),
  program: z.string(),
  released: z.boolean(),
})

type Ticket = { number: number; path: string }
export type FolderLock = { release: () => void }

const heartbeatEvery = 2_000
/** A holder that cannot be seen is given up after this long without a sign of life. */
const silenceMeansDeath = 15_000

/**
 * Takes a folder for this process alone; throws a StartProblem that names the other process. Survives `kill -9`, a
 * reused process id and two that find the same stale lock at the same moment.
 *
 * Tickets `lock-1`, `lock-2` … only ever count up: who creates the next number holds the folder. The highest one stays
 * when it is given back, so that nobody who still looks at an older one can take a number that has passed.
 */
export async function lockFolder(folder: string, { silence = silenceMeansDeath } = {}): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true })
  for (;;) {
    const newest = newestTicket(folder)
    if (newest) await refuseWhileHeld(folder, newest, silence)
    const mine = createTicket(folder, (newest?.number ?? 0) + 1)
    if (mine) return hold(folder, mine)
  }
}

function newestTicket(folder: string): Ticket | undefined {
  const numbers = readdirSync(folder)
    .map(name => Number(/^lock-([0-9]{1,15})$/.exec(name)?.[1] ?? 0))
    .filter(number => number > 0)
  if (numbers.length === 0) return undefined
  const number = Math.max(...numbers)
  return { number, path: ticketPath(folder, number) }
}

async function refuseWhileHeld(folder: string, ticket: Ticket, silence: number): Promise<void> {
  // A ticket that cannot be read may be one that is being written at this moment.
  const holder = readHolder(ticket.path) ?? (await readLater(ticket.path))
  if (!holder || holder.released) return
  const life = lifeOf(holder)
  if (life === 'dead' || (life === 'unknown' && (await staysSilent(ticket.path, silence)))) return
  const where = life === 'alive' ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`
  throw new StartProblem(
    `The database in ${folder} is already open in ${where} (${holder.program || 'OpenMRC'}). ` +
      'Only one process may use an embedded database: stop that one first, choose another folder with OPENMRC_DATA, ' +
      'or use PostgreSQL with DATABASE_URL.',
  )
}

async function readLater(path: string) {
  await sleep(1_000)
  return readHolder(path)
}

async function staysSilent(path: string, silence: number): Promise<boolean> {
  const before = lastSign(path)
  for (let waited = 0; waited < silence; waited += 500) {
    await sleep(Math.min(500, silence))
    if (lastSign(path) !== before) return false
  }
  return true
}

function lastSign(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Null where the ticket is gone or was cut off while it was written: its writer never came to hold the folder. */
function readHolder(path: string): (Holder & { released: boolean }) | null {
  try {
    return holderShape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** Undefined where somebody else was faster. */
function createTicket(folder: string, number: number): Ticket | undefined {
  const path = ticketPath(folder, number)
  const draft = join(folder, `lock-draft-${process.pid}-${Math.random().toString(36).slice(2)}`)
  writeFileSync(draft, text(false), { mode: 0o600 })
  try {
    // A hard link appears whole or not at all, and only where the name is free.
    linkSync(draft, path)
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return undefined
    // A file system without hard links.
    try {
      writeFileSync(path, text(false), { flag: 'wx', mode: 0o600 })
    } catch (second) {
      if (isErrno(second, 'EEXIST')) return undefined
      throw second
    }
  } finally {
    rmSync(draft, { force: true })
  }
  // A number that had passed already, and was cleared away: others are ahead.
  if (newestTicket(folder)?.number === number) return { number, path }
  rmSync(path, { force: true })
  return undefined
}

function hold(folder: string, mine: Ticket): FolderLock {
  for (const name of readdirSync(folder)) {
    const number = Number(/^lock-([0-9]{1,15})$/.exec(name)?.[1] ?? mine.number)
    if (number < mine.number) rmSync(join(folder, name), { force: true })
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(mine.path, new Date(), new Date())
    } catch {
      // Somebody removed the folder: there is nothing left to protect.
    }
  }, heartbeatEvery)
  heartbeat.unref()
  return {
    release: () => {
      clearInterval(heartbeat)
      try {
        writeFileSync(mine.path, text(true))
      } catch {
        // As above; and a lock that is not given back is found dead.
      }
    },
  }
}

const ticketPath = (folder: string, number: number) => join(folder, `lock-${number}`)
const text = (released: boolean) => JSON.stringify({ ...thisHolder(), released })

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
