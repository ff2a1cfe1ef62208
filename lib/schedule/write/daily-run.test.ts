import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { billingRuns, charges } from '@/db/schema/billing'
import { scheduleClaims } from '@/db/schema/schedule'
import { commandLineActor as admin } from '@/lib/access/actor'
import { pauseRun, resumeRun } from '@/lib/billing-runs/control'
import { executeRun } from '@/lib/billing-runs/start'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { getSettings } from '@/lib/settings/read'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { getSchedule } from '../read'
import { runDaily } from './daily-run'
import { updateSchedule } from './schedule'

const settings = { timeZone: 'UTC', dailyRunIsOn: true, dailyRunHour: 3 }
const at = (text: string) => new Date(`${text}:00Z`)

describeDatabases('the daily run', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    const packageId = await makePackage(db, { frequency: 'daily', match: '' })
    for (let i = 0; i < 3; i += 1) {
      await assign(db, { packageId, customerId: await makeCustomer(db), startOn: '2026-11-23' })
    }
  })

  const runs = () => db.select().from(billingRuns).orderBy(billingRuns.id)

  it('runs a billing day once, whoever looks and how often', async () => {
    const looks = Array.from({ length: 8 }, () => runDaily({ db, now: at('2026-11-23T03:00') }, settings, {}))
    const did = (await Promise.all(looks)).filter(id => id !== null)
    expect(did).toHaveLength(1)
    expect(await runDaily({ db, now: at('2026-11-23T23:59') }, settings, {})).toBeNull()
    expect(await db.$count(charges)).toBe(3)
    const [run] = await runs()
    expect(run).toMatchObject({ startedFrom: 'schedule', throughOn: '2026-11-23', status: 'completed' })
  })

  it('catches up what was missed while the app was down, each on its own date', async () => {
    await runDaily({ db, now: at('2026-11-23T04:00') }, settings, {})
    await runDaily({ db, now: at('2026-11-28T09:00') }, settings, {})
    expect((await runs()).map(run => run.throughOn)).toEqual(['2026-11-23', '2026-11-28'])
    expect(await db.$count(charges)).toBe(18)
    expect(await checkLedger(db)).toEqual([])
  })

  it('charges nothing twice where the clock moves backwards, or the hour is moved', async () => {
    await runDaily({ db, now: at('2026-11-25T03:00') }, settings, {})
    for (const moment of ['2026-11-24T12:00', '2026-11-23T12:00', '2026-11-25T02:00', '2026-11-25T12:00']) {
      await runDaily({ db, now: at(moment) }, settings, {})
      await runDaily({ db, now: at(moment) }, { ...settings, dailyRunHour: 5 }, {})
    }
    expect(await db.$count(charges)).toBe(9)
    expect(await checkLedger(db)).toEqual([])
  })

  it('does nothing while it is off', async () => {
    expect(
      await runDaily({ db, now: at('2026-11-23T04:00') }, { ...settings, dailyRunIsOn: false }, {}),
    ).toBeNull()
    expect(await runs()).toEqual([])
  })

  it('takes up a run that died, under its own number, and leaves one alone that somebody paused', async () => {
    const died = await runDaily({ db, now: at('2026-11-23T04:00') }, settings, {})
    const look = () => runDaily({ db, now: at('2026-11-23T05:00') }, settings, {})
    const change = (status: 'running' | 'failed') =>
      db.update(billingRuns).set({ status, finishedAt: null, heartbeatAt: sql`now() - interval '5 minutes'` })
    for (const status of ['running', 'failed'] as const) {
      await change(status)
      const taken = await Promise.all([look(), look(), look()])
      expect(taken.filter(id => id !== null)).toEqual([died])
    }
    await change('running')
    await pauseRun({ db, actor: admin }, died ?? 0)
    expect(await look()).toBeNull()
    expect((await getSchedule({ db, now: at('2026-11-23T05:00') }, settings)).lateOn).toBe('2026-11-23')
    await executeRun(db, await resumeRun({ db, actor: admin }, died ?? 0), {})
    const [run] = await runs()
    expect(run).toMatchObject({ status: 'completed', chargedCount: 3, assignmentsDone: 3 })
    expect(await getSchedule({ db, now: at('2026-11-23T05:00') }, settings)).toMatchObject({
      lateOn: null,
      nextOn: '2026-11-24',
      last: { runId: died, status: 'completed' },
    })
  })

  it('is late from the second hour on', async () => {
    const late = async (moment: string) => (await getSchedule({ db, now: at(moment) }, settings)).lateOn
    await runDaily({ db, now: at('2026-11-22T04:00') }, settings, {})
    expect([await late('2026-11-23T02:00'), await late('2026-11-23T03:30')]).toEqual([null, null])
    expect(await late('2026-11-23T04:00')).toBe('2026-11-23')
    expect(await late('2026-11-24T01:00')).toBe('2026-11-23')
  })

  it('begins with the next hour when it is switched on, and is switched by admins', async () => {
    const { revision } = await getSettings(db, 'UTC')
    const input = { dailyRunIsOn: true, dailyRunHour: 3, noticesAreOn: false, noticeDays: 3, revision }
    const manager = await makeManager(db)
    const now = at('2026-11-23T15:00')
    expect((await refusalOf(updateSchedule({ db, actor: manager, now }, input, 'UTC'))).formError).toMatch(
      /Only an admin/,
    )
    await updateSchedule({ db, actor: admin, now }, input, 'UTC')
    const saved = await getSettings(db, 'UTC')
    expect(saved).toMatchObject({ dailyRunIsOn: true, dailyRunHour: 3, noticeDays: null })
    expect(await runDaily({ db, now }, saved, {})).toBeNull()
    expect((await getSchedule({ db, now }, saved)).lateOn).toBeNull()
    expect(await runDaily({ db, now: at('2026-11-24T03:00') }, saved, {})).not.toBeNull()
    expect(await db.$count(charges)).toBe(6)
    expect((await refusalOf(updateSchedule({ db, actor: admin, now }, input, 'UTC'))).formError).toMatch(
      /Another user .* the daily run is on from 03:00, notices are off/,
    )
    expect(await db.$count(scheduleClaims, eq(scheduleClaims.task, 'run'))).toBe(2)
  })
})
