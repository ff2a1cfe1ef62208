import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { runBilling } from './start'

describeDatabases('a run for want of funds', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })
  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
  const billingDates = async () => {
    const rows = await db
      .select({ on: charges.billingOn })
      .from(charges)
      .orderBy(asc(charges.assignmentId), asc(charges.billingOn))
    return rows.map(row => row.on)
  }

  it('holds a charge for funds where the package says so, and tries again', async () => {
    const customerId = await makeCustomer(db, { debitLimit: '12' })
    const holds = await makePackage(db, { whenFundsShort: 'hold' })
    const charges = await makePackage(db, { retail: '7' })
    await assign(db, { packageId: holds, customerId, startOn: '2026-09-01', pastDates: 'charge' })
    await assign(db, {
      packageId: charges,
      customerId,
      startOn: '2026-09-02',
      pastDates: 'charge',
      endOn: '2026-09-30',
    })
    const first = await post('2026-10-01')
    expect([first.chargedCount, first.skippedByReason]).toEqual([1, { funds_short: 1 }])
    await db.update(customers).set({ debitLimitMinor: 5000n }).where(eq(customers.id, customerId))
    const second = await post('2026-10-01')
    expect([second.chargedCount, second.skippedCount]).toEqual([1, 0])
    expect(await billingDates()).toEqual(['2026-09-01', '2026-10-01'])
    expect(await checkLedger(db)).toEqual([])
  })

  it('holds a charge, charges a later one, and knows of that when the held one comes again', async () => {
    const customerId = await makeCustomer(db, { debitLimit: '12' })
    const packageId = await makePackage(db, { whenFundsShort: 'hold', setupRetail: '20' })
    await assign(db, { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge' })
    const first = await post('2026-09-01')
    expect([first.chargedCount, first.skippedByReason]).toEqual([1, { funds_short: 1 }])
    await db.update(customers).set({ debitLimitMinor: 5000n }).where(eq(customers.id, customerId))
    const foreseen = await runBilling(
      { db, actor: admin },
      { mode: 'simulate', throughOn: '2026-09-01', now, today },
    )
    const second = await post('2026-09-01')
    for (const run of [foreseen, second]) expect([run.chargedCount, run.alreadyChargedCount]).toEqual([1, 1])
    expect(await checkLedger(db)).toEqual([])
  })
})
