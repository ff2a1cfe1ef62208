/** A process of bench/many.ts: begins the run, or helps with it, as an app does. Without pg-boss, which would add up to a second. */

import pg from 'pg'
import { poolDatabase, prepareConnection } from '@/db/postgres'
import { commandLineActor as admin } from '@/lib/access/actor'
import { helpWithRun } from '@/lib/billing-runs/background'
import type { Lease } from '@/lib/billing-runs/heartbeat'
import { runBilling } from '@/lib/billing-runs/start'

export type Ask =
  | { begin: { parcelSize: number; concurrency: number } }
  | { help: Lease; concurrency: number }
export type Answer = { word: 'ready' } | { word: 'divided'; run: Lease } | { word: 'ended'; parcels: number }

const day = '2026-01-01'
const now = new Date(`${day}T09:00:00Z`)
const say = (answer: Answer) => process.send?.(answer)

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 4,
  onConnect: prepareConnection,
})
const db = poolDatabase(pool)
let parcels = 0
const onProgress = () => {
  parcels += 1
}

process.once('message', async (ask: Ask) => {
  if ('help' in ask) await helpWithRun(db, ask.help, { concurrency: ask.concurrency, onProgress })
  else {
    const { parcelSize: batchSize, concurrency } = ask.begin
    const callForHelp = async ({ runId, lease }: Lease) =>
      void say({ word: 'divided', run: { runId, lease } })
    const how = { batchSize, concurrency, callForHelp, onProgress }
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: day, today: day, now, ...how })
  }
  say({ word: 'ended', parcels })
  await pool.end()
  process.disconnect()
})

await db.execute('select 1')
say({ word: 'ready' })
