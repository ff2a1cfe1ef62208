import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { linesOfOne } from './slice'

describeDatabases('a customer with more lines than one commit has', open => {
  let db: Db
  let customerId: number
  beforeAll(async () => {
    db = await open()
    customerId = await makeCustomer(db, { debitLimit: '300' })
    // Two daily packages from 1 January 2021, one held if funds are short: 2,153 days each.
    const daily = await makePackage(db, { frequency: 'daily', match: '', retail: '1' })
    const held = await makePackage(db, { frequency: 'daily', match: '', retail: '2', whenFundsShort: 'hold' })
    for (const packageId of [daily, held])
      await assign(db, { packageId, customerId, startOn: '2021-01-01', pastDates: 'charge' })
  })

  const options = { throughOn: today, now, today } as const
  const commits = async (runId: number) =>
    rowsOf<{ count: number }>(
      db,
      sql`select count(*)::int as count from charges where run_id = ${runId} group by created_at order by min(billing_on)`,
    )

  test('is simulated in slices as it is posted: lines, holds and what is left of the funds', async () => {
    const simulated = await runBilling({ db, actor: admin }, { ...options, mode: 'simulate' })
    const posted = await runBilling({ db, actor: admin }, { ...options, mode: 'post' })
    // A limit of 300.00 pays for 1 + 2 a day for 100 days; then the daily one goes on below zero and the other is held.
    expect(posted).toMatchObject({ chargedCount: 2153 + 100, skippedByReason: { funds_short: 2053 } })
    expect({ ...posted, runId: 0 }).toEqual({ ...simulated, runId: 0 })
    const slices = await commits(posted.runId)
    expect(slices.length).toBeGreaterThan(2)
    for (const { count } of slices) expect(count).toBeLessThanOrEqual(linesOfOne * 1.1)
  })

  test('leaves what it held to the next run, and nothing else', async () => {
    const again = await runBilling({ db, actor: admin }, { ...options, mode: 'post' })
    expect(again).toMatchObject({ chargedCount: 0, skippedByReason: { funds_short: 2053 } })
    const [pointer] = await rowsOf<{ due: string }>(
      db,
      sql`select min(next_due_on)::text as due from assignment_pointers`,
    )
    expect(pointer?.due).toBe('2021-04-11')
  })
})
