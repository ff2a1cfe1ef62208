import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { billingRunLines, billingRuns, charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { cancelRun, pauseRun, resumeRun } from './control'
import { RunStopped } from './lease'
import { executeRun, startRun } from './start'
import { undoRun } from './undo/undo'
import type { StartedRun } from './work'

const options = { mode: 'post', throughOn: '2026-10-15', now, today } as const

async function runRow(db: Db, id: number) {
  const [row] = await db.select().from(billingRuns).where(eq(billingRuns.id, id))
  if (!row) throw new Error('no run')
  return row
}

/** Makes a run look as if its process had died an hour ago. */
async function silence(db: Db, id: number): Promise<void> {
  await db
    .update(billingRuns)
    .set({ heartbeatAt: sql`now() - interval '1 hour'` })
    .where(eq(billingRuns.id, id))
}

describeDatabases('a run that is steered', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    const packageId = await makePackage(db)
    const holds = await makePackage(db, { whenFundsShort: 'hold' })
    for (let i = 0; i < 4; i += 1) {
      const customerId = await makeCustomer(db)
      for (const id of [packageId, holds]) {
        await assign(db, { packageId: id, customerId, startOn: '2026-09-01', pastDates: 'charge' })
      }
    }
  })

  const work = (started: StartedRun, after: number, then: () => Promise<void>) => {
    let batches = 0
    let halted: Promise<void> = Promise.resolve()
    return executeRun(db, started, {
      batchSize: 1,
      onProgress: () => {
        batches += 1
        if (batches === after) halted = then()
      },
    }).finally(() => halted)
  }

  it('posts nothing more once a pause has answered, and goes on under its own number', async () => {
    const started = await startRun({ db, actor: admin }, options)
    await expect(work(started, 2, () => pauseRun({ db, actor: admin }, started.runId))).rejects.toThrow(
      RunStopped,
    )
    const paused = await runRow(db, started.runId)
    expect(paused.status).toBe('paused')
    expect(paused.chargedCount).toBe(await db.$count(charges))
    expect(paused.chargedCount).toBeLessThan(8)
    await pauseRun({ db, actor: admin }, started.runId)

    const result = await executeRun(db, await resumeRun({ db, actor: admin }, started.runId), {
      batchSize: 1,
    })
    const done = await runRow(db, started.runId)
    expect(result.runId).toBe(started.runId)
    expect(done).toMatchObject({
      status: 'completed',
      chargedCount: 8,
      skippedCount: 8,
      assignmentsDone: 8,
      assignmentsTotal: 8,
    })
    expect(await db.$count(billingRunLines)).toBe(8)
    expect(await checkLedger(db)).toEqual([])
    expect((await refusalOf(resumeRun({ db, actor: admin }, started.runId))).formError).toMatch(/has ended/)
  })

  it('is cancelled for good: what it charged stays and can be undone', async () => {
    const started = await startRun({ db, actor: admin }, options)
    await expect(work(started, 1, () => cancelRun({ db, actor: admin }, started.runId))).rejects.toThrow(
      RunStopped,
    )
    const { status, chargedCount } = await runRow(db, started.runId)
    expect([status, chargedCount > 0]).toEqual(['cancelled', true])
    expect((await refusalOf(resumeRun({ db, actor: admin }, started.runId))).formError).toMatch(/has ended/)
    const undone = await undoRun(
      { db, actor: admin },
      { runId: started.runId, reason: 'wrong date', now, today },
    )
    expect(undone.reversedCount).toBe(chargedCount)
    expect(await checkLedger(db)).toEqual([])
  })

  it('is taken up by one process, and the one that only seemed dead stops', async () => {
    const started = await startRun({ db, actor: admin }, options)
    expect((await refusalOf(resumeRun({ db, actor: admin }, started.runId))).formError).toMatch(/is running/)
    await silence(db, started.runId)
    const taken = await Promise.allSettled([
      resumeRun({ db, actor: admin }, started.runId),
      resumeRun({ db, actor: admin }, started.runId),
    ])
    expect(taken.map(t => t.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(executeRun(db, started, {})).rejects.toThrow(RunStopped)
    expect(await db.$count(charges)).toBe(0)
    const winner = taken.find(t => t.status === 'fulfilled')
    if (winner?.status !== 'fulfilled') throw new Error('nobody took it')
    expect((await executeRun(db, winner.value, {})).chargedCount).toBe(8)
    expect((await runRow(db, started.runId)).status).toBe('completed')
  })

  it('begins a simulation anew under its own number', async () => {
    const started = await startRun({ db, actor: admin }, { ...options, mode: 'simulate' })
    await expect(work(started, 2, () => pauseRun({ db, actor: admin }, started.runId))).rejects.toThrow(
      RunStopped,
    )
    await executeRun(db, await resumeRun({ db, actor: admin }, started.runId), {})
    expect(await runRow(db, started.runId)).toMatchObject({
      status: 'completed',
      chargedCount: 8,
      assignmentsDone: 8,
    })
    expect(await db.$count(billingRunLines)).toBe(16)
  })

  it('does not go on after charges of it were undone', async () => {
    const started = await startRun({ db, actor: admin }, options)
    await expect(work(started, 2, () => pauseRun({ db, actor: admin }, started.runId))).rejects.toThrow(
      RunStopped,
    )
    await db.update(billingRuns).set({ reversedCount: 1 }).where(eq(billingRuns.id, started.runId))
    expect((await refusalOf(resumeRun({ db, actor: admin }, started.runId))).formError).toMatch(/were undone/)
  })

  it('is steered by admins; an account manager steers the simulations they started', async () => {
    const manager = await makeManager(db)
    const posted = await startRun({ db, actor: admin }, options)
    const own = await startRun({ db, actor: manager }, { ...options, mode: 'simulate' })
    for (const steer of [pauseRun, cancelRun, resumeRun]) {
      expect((await refusalOf(steer({ db, actor: manager }, posted.runId))).formError).toMatch(/no such run/)
    }
    await pauseRun({ db, actor: manager }, own.runId)
    expect((await runRow(db, own.runId)).status).toBe('paused')
  })
})
