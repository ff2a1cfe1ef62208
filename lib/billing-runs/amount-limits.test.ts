import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { billingRunLines, billingRuns, charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { sumDiff } from '@/lib/charges/read/compare'
import { checkLeaks } from '@/lib/leaks/read'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { judgeAhead, NotConfirmed, sumAhead } from './confirm-ahead'
import { cancelRun, pauseRun, resumeRun } from './control'
import { TooManyLines } from './limits'
import { executeRun, runBilling, startRun } from './start'
import { sweepOldLines } from './sweep-lines'

describeDatabases('the limits of what is looked at ahead', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    const packageId = await makePackage(db)
    for (const accountCode of ['ONE', 'TWO']) {
      const customerId = await makeCustomer(db, { accountCode })
      await assign(db, { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    }
  })

  const simulate = { mode: 'simulate', throughOn: '2027-01-31', now, today } as const
  const post = { ...simulate, mode: 'post' } as const

  it('a posting ahead of today is confirmed by whoever has seen what it charges, and what is charged is that', async () => {
    const asked = await judgeAhead({ db, actor: admin }, post).catch((error: unknown) => error)
    expect(asked).toBeInstanceOf(NotConfirmed)
    expect(asked).toMatchObject({
      message:
        '2027-01-31 is after today, 2026-11-23: 6 lines would be charged, USD 60.00. Nothing was posted.',
      sums: { customerCount: 2, lineCount: 6 },
    })
    expect(await db.$count(charges)).toBe(0)
    await judgeAhead({ db, actor: admin }, { ...post, ahead: true })
    await judgeAhead({ db, actor: admin }, { ...post, throughOn: today })
    await judgeAhead({ db, actor: admin }, simulate)
    const foreseen = await sumAhead({ db, actor: admin }, post)
    expect((await runBilling({ db, actor: admin }, post)).totals).toEqual(foreseen.totals)
    expect(await sumAhead({ db, actor: admin }, post)).toEqual({ customerCount: 0, lineCount: 0, totals: [] })
  })

  it('nobody posts more than 92 days ahead, confirmed or not', async () => {
    const far = judgeAhead({ db, actor: admin }, { ...post, throughOn: '2027-02-24', ahead: true })
    expect((await refusalOf(far)).fieldErrors?.throughOn).toMatch(/at most 92 days ahead/)
  })

  it('one person has one simulation under way: paused, ended and died ones do not count', async () => {
    const [manager, other] = [await makeManager(db), await makeManager(db)]
    const first = await startRun({ db, actor: manager }, simulate)
    expect((await refusalOf(startRun({ db, actor: manager }, simulate))).message).toMatch(
      /#1 is still under way/,
    )
    await startRun({ db, actor: other }, simulate)
    await pauseRun({ db, actor: manager }, first.runId)
    const second = await startRun({ db, actor: manager }, simulate)
    await expect(resumeRun({ db, actor: manager }, first.runId)).rejects.toThrow()
    await db
      .update(billingRuns)
      .set({ heartbeatAt: sql`now() - interval '1 hour'` })
      .where(eq(billingRuns.id, second.runId))
    const third = await startRun({ db, actor: manager }, simulate)
    await cancelRun({ db, actor: manager }, third.runId)
    await startRun({ db, actor: manager }, simulate)
  })

  it('eight simulations started at once by one person are one', async () => {
    const manager = await makeManager(db)
    const starts = await Promise.allSettled(
      Array.from({ length: 8 }, () => startRun({ db, actor: manager }, simulate)),
    )
    expect(starts.filter(start => start.status === 'fulfilled')).toHaveLength(1)
    expect(await db.$count(billingRuns)).toBe(1)
  })

  it('a simulation stops with a sentence past 1,000,000 lines', async () => {
    const started = await startRun({ db, actor: admin }, simulate)
    await db.update(billingRuns).set({ chargedCount: 999_995 })
    await expect(executeRun(db, started, {})).rejects.toThrow(TooManyLines)
    const [run] = await db.select().from(billingRuns)
    expect(run).toMatchObject({ status: 'failed', failure: expect.stringMatching(/more than 1,000,000/) })
  })

  it('a leak check stops with a sentence past 1,000,000 lines', async () => {
    const ask = { from: '2026-11-01', to: '2027-01-31', after: 0 }
    expect((await checkLeaks({ db, actor: admin }, { ...ask, lines: 999_994 })).lineCount).toBe(1_000_000)
    await expect(checkLeaks({ db, actor: admin }, { ...ask, lines: 999_995 })).rejects.toThrow(TooManyLines)
  })

  it('lines of a simulation, a cancelled one too, are deleted in turns after 30 days; a posted run keeps its own', async () => {
    const daily = await makePackage(db, { frequency: 'daily', match: '' })
    const customerId = await makeCustomer(db)
    await assign(db, { packageId: daily, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    const held = await makePackage(db, { whenFundsShort: 'hold' })
    await assign(db, { packageId: held, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    const old = await runBilling({ db, actor: admin }, { ...simulate, throughOn: '2031-10-31' })
    const cancelled = await startRun({ db, actor: admin }, simulate)
    await cancelRun({ db, actor: admin }, cancelled.runId)
    await db.update(billingRuns).set({
      heartbeatAt: sql`now() - interval '31 days'`,
      finishedAt: sql`now() - interval '31 days'`,
    })
    await runBilling({ db, actor: admin }, { ...post, throughOn: today })
    const young = await runBilling({ db, actor: admin }, simulate)
    const lines = (runId: number) => db.$count(billingRunLines, eq(billingRunLines.runId, runId))
    const kept = [await lines(old.runId + 2), await lines(young.runId)]
    const count = await lines(old.runId)
    expect(count).toBeGreaterThan(1_000)
    expect(await sweepOldLines({ db, now: new Date() }, 1)).toBe(1_000)
    expect(await lines(old.runId)).toBe(count - 1_000)
    expect(await sweepOldLines({ db, now: new Date() })).toBe(count - 1_000)
    expect([await lines(old.runId), await sweepOldLines({ db, now: new Date() })]).toEqual([0, 0])
    expect([await lines(old.runId + 2), await lines(young.runId)]).toEqual(kept)
    expect(kept[0]).toBe(1)
    const runs = await db.select().from(billingRuns).orderBy(billingRuns.id)
    expect(runs.map(run => run.linesDeletedAt !== null)).toEqual([true, true, false, false])
    await expect(
      sumDiff({ db, actor: admin }, { beforeRun: old.runId, afterRun: young.runId }),
    ).rejects.toThrow(/were deleted after 30 days/)
  })
})
