import { asc, eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { billingRuns, charges } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { endAssignment } from '@/lib/assignments/write/end'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases } from '@/testing/database'
import { ledgerOf } from '@/testing/ledger'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { stateOf } from '../labels'
import { RunStopped } from '../lease'
import { runBilling } from '../start'
import { previewUndo } from './preview'
import { executeUndo, type StartedUndo, startUndo, undoRun } from './undo'

const reason = 'billed by mistake'

describeDatabases('an undo', open => {
  let db: Db
  const owners: { customerId: number; id: number }[] = []
  beforeEach(async () => {
    db = await open({ fresh: true })
    owners.length = 0
    const packageId = await makePackage(db, { retail: '30', lastPeriod: 'prorate' })
    for (let i = 0; i < 5; i += 1) {
      const customerId = await makeCustomer(db)
      const id = await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
      owners.push({ customerId, id })
    }
  })

  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
  const undo = (runId: number) => undoRun({ db, actor: admin }, { runId, reason, now, today })
  const live = () =>
    db.$count(
      charges,
      sql`${charges.kind} <> 'reversal' and not exists (select 1 from charges r where r.reverses_id = ${charges.id})`,
    )
  const stateNow = async (id: number) => {
    const [run] = await db.select().from(billingRuns).where(eq(billingRuns.id, id))
    if (!run) throw new Error('no run')
    return { state: stateOf(run, new Date()), failure: run.failure, reversedCount: run.reversedCount }
  }
  const balances = async () =>
    (await db.select().from(customers).orderBy(asc(customers.id))).map(customer => customer.balanceMinor)
  const begin = async (runId: number): Promise<StartedUndo> => {
    const started = await startUndo({ db, actor: admin }, { runId, reason, now })
    if (!started) throw new Error('nothing to undo')
    return started
  }
  /** Works `count` batches off and is gone then, without a word, as a process that was killed. */
  const dieAfter = async (started: StartedUndo, count: number) => {
    let batches = 0
    const onProgress = () => {
      batches += 1
      if (batches === count) throw new Error('killed')
    }
    await executeUndo({ db, actor: admin }, started, { today, batchSize: 4, onProgress }).catch(
      () => undefined,
    )
    const long = sql`now() - interval '1 hour'`
    await db
      .update(billingRuns)
      .set({ failure: null, heartbeatAt: long })
      .where(eq(billingRuns.id, started.runId))
  }

  it('that died between two batches is told, taken up again, and ends as one that did not', async () => {
    const { runId, chargedCount } = await post('2026-11-30')
    expect(chargedCount).toBe(15)
    const first = await ledgerOf(db)
    await dieAfter(await begin(runId), 2)
    expect(await stateNow(runId)).toEqual({ state: 'undo_stopped', failure: null, reversedCount: 8 })
    expect(await checkLedger(db)).toEqual([])
    expect((await undo(runId)).reversedCount).toBe(7)
    expect(await stateNow(runId)).toEqual({ state: 'undone', failure: null, reversedCount: 15 })
    expect([await live(), await checkLedger(db)]).toEqual([0, []])
    expect((await post('2026-11-30')).chargedCount).toBe(15)
    const again = new Set(await ledgerOf(db))
    expect(first.filter(line => !again.has(line))).toEqual([])
  })

  it('done twice does nothing the second time, and leaves one row that says it was done', async () => {
    const { runId } = await post('2026-11-30')
    expect((await undo(runId)).reversedCount).toBe(15)
    const ledger = await ledgerOf(db)
    expect((await undo(runId)).reversedCount).toBe(0)
    expect(await ledgerOf(db)).toEqual(ledger)
    const done = sql`${auditLog.action} in ('billing_run.undone', 'billing_run.undo_started')`
    expect(await db.$count(auditLog, done)).toBe(2)
  })

  it('that was taken up elsewhere stops, and writes no second mirror entry', async () => {
    const { runId } = await post('2026-11-30')
    const seeming = await begin(runId)
    const other = await begin(runId)
    await expect(executeUndo({ db, actor: admin }, seeming, { today })).rejects.toThrow(RunStopped)
    expect(await live()).toBe(15)
    expect((await executeUndo({ db, actor: admin }, other, { today })).reversedCount).toBe(15)
    expect(await checkLedger(db)).toEqual([])
  })

  it('takes along what a later run credited of its periods meanwhile, and balances come out', async () => {
    const { runId } = await post('2026-11-23')
    const last = owners.at(-1)
    if (!last) throw new Error('no owner')
    const started = await begin(runId)
    await endAssignment(
      { db, actor: admin, today },
      { id: last.id, revision: 1, endOn: '2026-11-25', reason: null },
    )
    const credit = await post('2026-11-30')
    expect(credit.chargedCount).toBe(1)
    const [owner] = (await previewUndo({ db, actor: admin }, runId)).dependents
    expect(owner).toEqual({ runId: credit.runId, lineCount: 1, settledCount: 1 })
    const { reversedCount } = await executeUndo({ db, actor: admin }, started, { today, batchSize: 4 })
    expect(reversedCount).toBe(15)
    expect(await stateNow(runId)).toEqual({ state: 'undone', failure: null, reversedCount: 15 })
    expect((await stateNow(credit.runId)).reversedCount).toBe(1)
    expect([await live(), await balances(), await checkLedger(db)]).toEqual([0, [0n, 0n, 0n, 0n, 0n], []])
    expect((await undo(credit.runId)).reversedCount).toBe(0)
    // November comes back as it is due now: 25 of 30 days, and no credit.
    expect((await post('2026-11-30')).chargedCount).toBe(15)
    expect(await balances()).toEqual([-9000n, -9000n, -9000n, -9000n, -8500n])
    expect(await checkLedger(db)).toEqual([])
  })

  it('is not hindered by a credit of what another run charged', async () => {
    const september = await post('2026-09-30')
    await post('2026-11-23')
    const [owner] = owners
    if (!owner) throw new Error('no owner')
    await endAssignment(
      { db, actor: admin, today },
      { id: owner.id, revision: 1, endOn: '2026-11-25', reason: null },
    )
    expect((await post('2026-11-30')).chargedCount).toBe(1)
    expect((await undo(september.runId)).reversedCount).toBe(5)
    expect(await checkLedger(db)).toEqual([])
  })

  it('is for admins, and not for simulations', async () => {
    const manager = await makeManager(db)
    const { runId } = await post('2026-11-30')
    await refusalOf(undoRun({ db, actor: manager }, { runId, reason, now, today }))
    const simulated = await runBilling(
      { db, actor: admin },
      { mode: 'simulate', throughOn: today, now, today },
    )
    expect((await refusalOf(undo(simulated.runId))).message).toMatch(/was simulated/)
    expect(await live()).toBe(15)
  })
})
