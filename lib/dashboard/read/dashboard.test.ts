import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { countAttention, listTrouble } from './attention'
import { getSteps } from './dashboard'
import { sumDueDays } from './due'
import { sumRecurring } from './recurring'

const now = new Date('2026-11-23T10:00:00Z')

const attentionOf = async (of: Context) => ({ ...(await countAttention(of)), ...(await listTrouble(of)) })

describeDatabases('dashboard', open => {
  let db: Db
  let manager: Actor & { id: string }

  beforeAll(async () => {
    db = await open()
    expect(await getSteps({ db, actor: admin })).toEqual({
      hasPackage: false,
      hasCustomer: false,
      hasAssignment: false,
      hasRun: false,
    })
    manager = await makeManager(db)
    const own = await makeCustomer(db, { accountManagerId: manager.id })
    const other = await makeCustomer(db)
    const monthly = await makePackage(db, { retail: '10', cost: '4' })
    const yearly = await makePackage(db, { retail: '120', cost: '0', frequency: 'yearly', match: '11-30' })
    const weekly = await makePackage(db, { retail: '1', cost: '0', frequency: 'weekly', match: 'mon' })
    const committed = await makePackage(db, { retail: '50', cost: '0', minimumSpend: true })
    const held = await makePackage(db, {
      retail: '7',
      cost: '0',
      frequency: 'none',
      match: '',
      whenFundsShort: 'hold',
    })
    await assign(db, { packageId: monthly, customerId: own, quantity: 2 })
    await assign(db, { packageId: yearly, customerId: other })
    await assign(db, { packageId: weekly, customerId: other })
    await assign(db, { packageId: committed, customerId: own })
    await assign(db, { packageId: held, customerId: own })
    await makeDid(db, own)
    await makeDid(db, null)
  })

  test('recurring amounts are per average month; minimum spend stands by itself', async () => {
    // 2 x 10 monthly, 120 / 12 yearly, 1 x 30.436875 / 7 weekly = 20 + 10 + 4.35.
    expect(await sumRecurring({ db, actor: admin, today })).toEqual([
      { currency: 'USD', retailMinor: 3435n, costMinor: 800n, committedMinor: 5000n },
    ])
  })

  test('an account manager sums their own customers, without cost', async () => {
    expect(await sumRecurring({ db, actor: manager, today })).toEqual([
      { currency: 'USD', retailMinor: 2000n, costMinor: null, committedMinor: 5000n },
    ])
  })

  test('coming charges stand on their days and minimum spend is only counted', async () => {
    const due = await sumDueDays({ db, actor: admin }, today)
    const usd = due.currencies[0]
    expect(due.currencies).toHaveLength(1)
    expect(usd?.days).toHaveLength(30)
    expect(usd?.days.filter(day => day.lineCount > 0).map(day => [day.date, day.retailMinor])).toEqual([
      ['2026-11-23', 800n], // Monday, and the one-time 7.00
      ['2026-11-30', 12_100n],
      ['2026-12-01', 2000n],
      ['2026-12-07', 100n],
      ['2026-12-14', 100n],
      ['2026-12-21', 100n],
    ])
    expect(due).toMatchObject({ minimumSpendCount: 0, isPartial: false })
  })

  test('what a run has charged is no longer coming, and what it held wants a look', async () => {
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: '2026-11-30', now: new Date(), today })
    const due = await sumDueDays({ db, actor: admin }, '2026-11-24')
    expect(due.currencies[0]?.days.filter(day => day.lineCount > 0).map(day => day.date)).toEqual([
      '2026-12-01',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
    ])
    const attention = await attentionOf({ db, actor: admin, today: '2026-11-24', now })
    expect(attention).toMatchObject({
      held: { count: 1 },
      overdueCount: 1,
      overdueSince: '2026-11-23',
      interrupted: null,
      adminLink: null,
      shortCustomerCount: 1,
      idleNumberCount: 1,
      stockPackageCount: 0,
    })
    expect(attention.lastPost).toMatchObject({ throughOn: '2026-11-30' })
  })

  test('an undo that stopped half-way wants a look, whatever ran since', async () => {
    const [run] = await rowsOf<{ id: number }>(
      db,
      sql`update billing_runs set status = 'undoing', failure = 'Undo #7 first.' where mode = 'post' returning id::float8 as id`,
    )
    const { interrupted } = await listTrouble({ db, actor: admin, now: new Date() })
    expect(interrupted).toEqual({ count: 1, latestId: run?.id })
    await db.execute(sql`update billing_runs set status = 'completed', failure = null where mode = 'post'`)
  })

  test('an account manager is told of their own customers only', async () => {
    const stranger = await makeManager(db)
    expect(await attentionOf({ db, actor: stranger, today: '2026-11-24', now })).toEqual({
      overdueCount: 0,
      overdueSince: null,
      lastPost: null,
      interrupted: null,
      adminLink: null,
      held: null,
      shortCustomerCount: 0,
      idleNumberCount: 0,
      stockPackageCount: 0,
    })
    expect((await attentionOf({ db, actor: manager, today: '2026-11-24', now })).idleNumberCount).toBe(1)
  })
})
