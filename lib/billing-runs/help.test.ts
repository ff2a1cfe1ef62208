import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { billingRuns, charges } from '@/db/schema/billing'
import { billingRunParcels } from '@/db/schema/run-parcels'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { helpWithRun } from './background'
import { pauseRun, resumeRun } from './control'
import type { Lease } from './heartbeat'
import { executeRun, startRun } from './start'

const options = { mode: 'post', throughOn: '2026-10-15', now: new Date(`${today}T09:00:00Z`), today } as const

describeDatabases('a helper of a run', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    const packageId = await makePackage(db)
    for (let i = 0; i < 4; i += 1) {
      await assign(db, {
        packageId,
        customerId: await makeCustomer(db),
        startOn: '2026-10-01',
        pastDates: 'charge',
      })
    }
  })

  const run = async () => (await db.select().from(billingRuns).orderBy(asc(billingRuns.id)))[0]

  it('is called with as many parcels as there are, and not where one process has them all at once', async () => {
    const calls: number[] = []
    const callForHelp = async (_: Lease, parcelCount: number) => void calls.push(parcelCount)
    const started = await startRun({ db, actor: admin }, options)
    await executeRun(db, started, { batchSize: 1, callForHelp })
    await executeRun(db, await startRun({ db, actor: admin }, options), { batchSize: 1, callForHelp })
    expect(calls).toEqual([4])
  })

  it('leaves a run alone that was taken up by another execution, and is not divided yet', async () => {
    const first = await startRun({ db, actor: admin }, options)
    await pauseRun({ db, actor: admin }, first.runId)
    const second = await resumeRun({ db, actor: admin }, first.runId)
    await helpWithRun(db, first, {})
    expect(await run()).toMatchObject({ status: 'running', lease: second.lease })
    expect((await executeRun(db, second, {})).chargedCount).toBe(4)
  })

  it('does nothing for a run that is over', async () => {
    const started = await startRun({ db, actor: admin }, options)
    await executeRun(db, started, {})
    const before = await run()
    await helpWithRun(db, started, {})
    expect(await run()).toEqual(before)
  })

  it('in the process that works on the run already waits for its end', async () => {
    const started = await startRun({ db, actor: admin }, options)
    let help: Promise<void> | undefined
    const callForHelp = async (lease: Lease) => {
      help = helpWithRun(db, lease, {})
    }
    const result = await executeRun(db, started, { batchSize: 1, callForHelp })
    await help
    expect(result).toMatchObject({ chargedCount: 4, totals: [{ lineCount: 4 }] })
    expect(await db.$count(charges, eq(charges.runId, started.runId))).toBe(4)
    expect(await db.$count(billingRunParcels)).toBe(0)
    expect(await checkLedger(db)).toEqual([])
  })
})
