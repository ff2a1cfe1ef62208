import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { billingRuns } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { packageVersions } from '@/db/schema/packages'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { runBilling } from './start'

describeDatabases('a run with an assignment that it cannot charge', open => {
  let db: Db
  let good = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    good = await makeCustomer(db)
    const packageId = await makePackage(db)
    await assign(db, { packageId, customerId: good, startOn: '2026-11-01', pastDates: 'charge' })
  })

  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
  const balances = async () => {
    const rows = await db.select().from(customers).orderBy(asc(customers.id))
    return rows.map(row => row.balanceMinor)
  }

  it('names one that was charged, ended, and lost its terms, and charges the others', async () => {
    const packageId = await makePackage(db)
    const id = await assign(db, { packageId, customerId: good, startOn: '2026-11-01', pastDates: 'charge' })
    await post('2026-11-15')
    await db
      .update(packageVersions)
      .set({ cancelledAt: now, cancelledNumber: 1 })
      .where(eq(packageVersions.packageId, packageId))
    await db.update(assignments).set({ endOn: '2026-11-20', endedOn: today }).where(eq(assignments.id, id))
    const run = await post('2026-12-15')
    expect([run.chargedCount, run.skippedByReason]).toEqual([1, { failed: 1 }])
  })

  it('charges what a balance can hold, names the rest as too large, and charges the others', async () => {
    const packageId = await makePackage(db, {
      ...{ retail: '999999999', currency: 'KWD', frequency: 'daily', match: '' },
    })
    const rich = []
    for (let i = 0; i < 2; i += 1) {
      const customerId = await makeCustomer(db, { currency: 'KWD' })
      rich.push(customerId)
      const fields = { packageId, customerId, quantity: 1_000_000, startOn: '2026-11-01' }
      await assign(db, { ...fields, pastDates: 'charge' })
    }
    const run = await post('2026-11-10')
    expect([run.chargedCount, run.skippedByReason]).toEqual([1 + 2 * 8, { amount_out_of_range: 2 * 2 }])
    const line = 999_999_999_000_000_000n
    expect(await balances()).toEqual([-1000n, -8n * line, -8n * line])
    expect(run.totals).toEqual([
      { currency: 'KWD', lineCount: 16, retailMinor: 16n * line, costMinor: 16n * 4_000_000_000n },
      { currency: 'USD', lineCount: 1, retailMinor: 1000n, costMinor: 400n },
    ])
    expect(await db.$count(billingRuns, eq(billingRuns.status, 'completed'))).toBe(1)
    expect(await checkLedger(db)).toEqual([])
  })

  it('lets what is too large for the ledger be waived', async () => {
    const fields = { retail: '999999999', frequency: 'none', match: '', currency: 'CLF' }
    const packageId = await makePackage(db, fields)
    const customerId = await makeCustomer(db, { currency: 'CLF' })
    const startOn = '2026-11-01'
    const assignmentId = await assign(db, {
      packageId,
      customerId,
      startOn,
      quantity: 1_000_000,
      pastDates: 'charge',
    })
    const line = { assignmentId, kind: 'one_time' as const, periodFrom: startOn, billingOn: startOn }
    expect(
      await waiveCharges({ db, actor: admin }, { lines: [line], outcome: 'waived', reason: 'a slip' }),
    ).toBe(1)
    expect((await post(today)).skippedByReason).toEqual({ waived: 1 })
  })
})
