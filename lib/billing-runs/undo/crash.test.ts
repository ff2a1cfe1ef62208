import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describePostgres, withDatabase } from '@/testing/database'
import { type Cut, cutsOf, type Parcels, workCutOff } from '@/testing/faulty-network'
import { ledgerOf } from '@/testing/ledger'
import { loadProvider } from '@/testing/providers'
import { makeTemplate, type Template, undisturbedLedger } from '@/testing/template'
import { now, today } from '@/testing/today'
import { runBilling } from '../start'
import { undoRun } from './undo'

const isSoak = process.env.OPENMRC_SOAK === '1'

const undo = (db: Db) =>
  undoRun({ db, actor: admin }, { runId: 1, reason: 'a test', now, today, batchSize: 200 })

describePostgres('an undo', () => {
  let template: Template
  let undisturbed: string[] = []
  beforeAll(async () => {
    template = await makeTemplate(async db => {
      await loadProvider(db)
      await runBilling({ db, actor: admin }, { mode: 'post', throughOn: '2026-02-28', now, today })
    })
    undisturbed = await undisturbedLedger(template, undo)
  }, 120_000)

  /** Undoes through a network that fails once, then again without; answers the parcels that the first try took. */
  async function disturbed(cut: Cut | null): Promise<Parcels> {
    const url = await template.copy()
    const parcels = await workCutOff(url, cut, undo)
    await withDatabase(url, async db => {
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
