import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { createPostgresDatabase } from '@/testing/database'
import {
  type Cut,
  cutsOf,
  ledgerOf,
  loadProvider,
  type Parcels,
  today,
  withDb,
  workCutOff,
} from '@/testing/faulty-network'
import { runBilling } from '../start'
import { undoRun } from './undo'

const isSoak = process.env.OPENMRC_SOAK === '1'
const now = new Date(`${today}T09:00:00Z`)

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
  async function disturbed(cut: Cut | null): Promise<Parcels> {
    const url = await createPostgresDatabase(template)
    const parcels = await workCutOff(url, cut, undo)
    await withDb(url, async db => {
      await undo(db)
      expect(await ledgerOf(db)).toEqual(undisturbed)
      expect(await checkLedger(db)).toEqual([])
      expect((await undo(db)).reversedCount).toBe(0)
    })
    return parcels
  }

  it('gives the same ledger wherever the connection is cut, once it is taken up again', async () => {
    const whole = await disturbed(null)
    expect(whole.questions).toBeGreaterThan(20)
    for (const cut of cutsOf(whole, isSoak ? null : 8)) await disturbed(cut)
  }, 900_000)
})
