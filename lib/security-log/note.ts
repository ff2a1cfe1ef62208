/** Notes what the security log tells. Nobody waits for it: rows are written behind the answer, a few at a time. */
import type { Db } from '@/db/client'
import type { Actor } from '@/lib/access/actor'
import { log, within } from '../log'
import type { Outcome, SecurityEvent } from './labels'
import { admit, emptyLedger, type Ledger, type SecurityRow, settle } from './limits'
import { type Origin, originOf } from './origin'
import { deleteOldSecurityEvents, insertSecurityEvents } from './write'

export type Noted = {
  event: SecurityEvent
  outcome?: Outcome
  /** Whoever is signed in, or what somebody claims to be. */
  who: Pick<Actor, 'id' | 'email'> | string
  /** What it was about; never a secret, never a query string. */
  what?: string
} & Partial<Origin>

type Recorder = {
  ledger: Ledger
  waiting: SecurityRow[]
  timer: NodeJS.Timeout | null
  /** When the timer is up. */
  dueAt: number
  writing: Promise<void>
  cleanedAt: number
}

const writeAfterMs = 250
const settleEveryMs = 20_000
const cleanEveryMs = 24 * 60 * 60 * 1000
/** While the database does not answer, no more than these wait in memory. */
const mostWaiting = 2_000
const longest = 300

// On globalThis: Next bundles pages, actions and instrumentation apart; there must be one count.
const shared: typeof globalThis & { openmrcSecurityLog?: WeakMap<Db, Recorder> } = globalThis

function recorderOf(db: Db): Recorder {
  shared.openmrcSecurityLog ??= new WeakMap()
  const known = shared.openmrcSecurityLog.get(db)
  if (known) return known
  const made: Recorder = {
    ...{ ledger: emptyLedger(), waiting: [], timer: null, dueAt: 0, writing: Promise.resolve() },
    cleanedAt: Number.NEGATIVE_INFINITY,
  }
  shared.openmrcSecurityLog.set(db, made)
  return made
}

/** Notes an event: a row of the security log within a second, and a line of the process log now. Does not throw. */
export function noteSecurity(db: Db, noted: Noted): void {
  const { event, outcome = 'done', who, what = '' } = noted
  const here = originOf()
  const now = new Date()
  const row: SecurityRow = {
    ...{ at: now, event, outcome, times: 1 },
    who: cut(typeof who === 'string' ? who : who.email),
    actorId: typeof who === 'string' ? null : who.id,
    address: cut(noted.address ?? here.address),
    what: cut(what),
  }
  const recorder = recorderOf(db)
  keep(recorder, admit(recorder.ledger, row, now.getTime()))
  plan(db, recorder, writeAfterMs)
}

const cut = (text: string) => [...text.replaceAll('\0', '')].slice(0, longest).join('')

function keep(recorder: Recorder, row: SecurityRow | null): void {
  if (row === null) return
  if (recorder.waiting.length < mostWaiting) recorder.waiting.push(row)
  const { event, outcome, address, what, times, who } = row
  within({ actor: who }, () => log.info('security', { event, outcome, address, what, times }))
}

function plan(db: Db, recorder: Recorder, afterMs: number): void {
  const dueAt = Date.now() + afterMs
  if (recorder.timer !== null && recorder.dueAt <= dueAt) return
  if (recorder.timer !== null) clearTimeout(recorder.timer)
  recorder.dueAt = dueAt
  recorder.timer = setTimeout(() => {
    recorder.timer = null
    for (const row of settle(recorder.ledger, Date.now())) keep(recorder, row)
    void writeOut(db, recorder).finally(() => {
      if (recorder.waiting.length > 0 || recorder.ledger.again.size > 0) plan(db, recorder, settleEveryMs)
    })
  }, afterMs)
  recorder.timer.unref()
}

function writeOut(db: Db, recorder: Recorder): Promise<void> {
  recorder.writing = recorder.writing.then(async () => {
    const rows = recorder.waiting.splice(0)
    try {
      await insertSecurityEvents(db, rows)
      if (rows.length === 0 || Date.now() - recorder.cleanedAt < cleanEveryMs) return
      recorder.cleanedAt = Date.now()
      await deleteOldSecurityEvents(db)
    } catch (error) {
      log.error('the security log could not be written', { error, rows: rows.length })
    }
  })
  return recorder.writing
}

/** Writes everything that waits, counts included: for a process that is about to end, and for tests. */
export async function flushSecurityLog(db: Db): Promise<void> {
  const recorder = recorderOf(db)
  for (const row of settle(recorder.ledger, Date.now(), true)) keep(recorder, row)
  await writeOut(db, recorder)
}
