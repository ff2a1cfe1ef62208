/**
 * A process of the tests: an app without pages, on DATABASE_URL. It says over its channel what it does, and does what it is told;
 * SIGTERM ends it as it ends the app. With OPENMRC_TEST_SCHEDULE=1 it looks by itself, as the app does.
 */

import { closeDatabase, openDatabase } from '@/db/client'
import { callForHelp, startQueue, stopQueue } from '@/db/queue/queue'
import { commandLineActor as admin } from '@/lib/access/actor'
import { helpWithRun } from '@/lib/billing-runs/background'
import { resumeRun } from '@/lib/billing-runs/control'
import type { Lease } from '@/lib/billing-runs/heartbeat'
import { executeRun, startRun } from '@/lib/billing-runs/start'
import type { StartedRun } from '@/lib/billing-runs/work'
import { startSchedule, tick } from '@/lib/schedule/write/tick'

export type Told = { post: string } | { resume: number }
export type Said = {
  word: 'ready' | 'started' | 'parcel' | 'left' | 'ended' | 'stopped' | 'looked'
  text: string
}

function say(word: Said['word'], text: string | number = ''): void {
  // What is said while the channel closes is for nobody, and no failure of the process.
  if (process.connected) process.send?.({ word, text: String(text) }, undefined, undefined, () => undefined)
}

const db = await openDatabase()
const work = { batchSize: 10, concurrency: 1, callForHelp, onProgress: () => say('parcel') }

async function workOff(started: StartedRun): Promise<void> {
  say('started', started.runId)
  await executeRun(db, started, work).then(
    () => say('ended'),
    (failure: Error) => say('stopped', failure.message),
  )
}

process.on('message', async (told: Told) => {
  if ('resume' in told) return workOff(await resumeRun({ db, actor: admin }, told.resume))
  const now = new Date()
  const today = now.toISOString().slice(0, 10)
  await workOff(await startRun({ db, actor: admin }, { mode: 'post', throughOn: told.post, now, today }))
})

process.once('SIGTERM', async () => {
  await stopQueue()
  await closeDatabase()
  process.disconnect()
})

if (process.env.OPENMRC_TEST_SCHEDULE === '1') {
  await Promise.all([startSchedule(db), tick({ db, now: new Date() })])
  say('looked')
} else {
  const help = async (run: Lease) => {
    await helpWithRun(db, run, work)
    say('left', run.runId)
  }
  await startQueue({ look: async () => undefined, help })
}
say('ready')
