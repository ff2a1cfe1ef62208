import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { poolDatabase } from '@/db/postgres'
import { createPostgresDatabase } from '@/db/testing'
import { commandLineActor as admin } from '../actor'
import { checkLedger } from './check'
import { type Cut, ledgerOf, loadProvider, network, today } from './disturbed'
import { runBilling } from './run'
import { undoRun } from './undo'

const isSoak = process.env.OPENMRC_SOAK === '1'
const now = new Date(`${today}T09:00:00Z`)

async function withDb<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined)
  try {
    return await work(poolDatabase(pool))
  } finally {
    await pool.end()
  }
}

const undo = (db: Db) => undoRun(db, admin, { runId: 1, reason: 'a test', now, today, batchSize: 200 })

describe('an undo on PostgreSQL', () => {
  let template = ''
  let undisturbed: string[] = []
  beforeAll(async () => {
    const url = await createPostgresDatabase()
    await withDb(url, async db => {
      await loadProvider(db)
      await runBilling(db, admin, { mode: 'post', throughOn: '2026-02-28', now, today })
    })
    template = new URL(url).pathname.slice(1)
    undisturbed = await withDb(await createPostgresDatabase(template), async db => {
      await undo(db)
      return ledgerOf(db)
    })
  }, 120_000)

  /** Undoes through a network that fails once, then again without; answers the parcels that the first try took. */
  async function disturbed(cut: Cut | null): Promise<{ questions: number; answers: number }> {
    const url = await createPostgresDatabase(template)
    const { hostname, port } = new URL(url)
    const way = await network({ host: hostname, port: Number(port) }, cut)
    const through = new URL(url)
    through.hostname = '127.0.0.1'
    through.port = String(way.port)
    await withDb(through.toString(), db => undo(db).catch(() => undefined))
    const counts = { questions: way.questions(), answers: way.answers() }
    await way.close()
    await withDb(url, async db => {
      await undo(db)
      expect(await ledgerOf(db)).toEqual(undisturbed)
      expect(await checkLedger(db)).toEqual([])
      expect((await undo(db)).reversedCount).toBe(0)
    })
    return counts
  }

  it('gives the same ledger wherever the connection is cut, once it is taken up again', async () => {
    const whole = await disturbed(null)
    expect(whole.questions).toBeGreaterThan(20)
    const cuts: Cut[] = []
    for (let at = 1; at <= whole.questions; at += 1) cuts.push({ at, lost: 'question' })
    for (let at = 1; at <= whole.answers; at += 1) cuts.push({ at, lost: 'answer' })
    const chosen = isSoak ? cuts : cuts.filter((_, i) => i % Math.ceil(cuts.length / 8) === 0)
    for (const cut of chosen) await disturbed(cut)
  }, 900_000)
})
