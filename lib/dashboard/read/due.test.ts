import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { sumDueDays } from './due'

const through = '2026-12-22'

const terms = [
  { frequency: 'monthly', match: '1|15|31' },
  { frequency: 'monthly', match: '', firstPeriod: 'prorate' },
  { frequency: 'monthly', match: '30|31', every: '2', timing: 'arrears', lastPeriod: 'prorate' },
  { frequency: 'weekly', match: '' },
  { frequency: 'weekly', match: 'mon|thu', every: '3', timing: 'arrears', firstPeriod: 'full' },
  { frequency: 'daily', match: '', every: '4' },
  { frequency: 'daily', match: '', timing: 'arrears' },
  { frequency: 'yearly', match: '', timing: 'arrears', firstPeriod: 'prorate' },
  { frequency: 'yearly', match: '12-01|12-15', firstPeriod: 'prorate' },
  { frequency: 'none', match: '', setupRetail: '3' },
]
const starts = [
  '2024-01-31',
  '2025-02-28',
  '2025-12-10',
  '2026-06-15',
  '2026-10-30',
  '2026-11-20',
  '2026-12-05',
]

describeDatabases('coming charges', open => {
  test('are, day by day, what a simulation over the same days would charge', async () => {
    const db = await open()
    const customerId = await makeCustomer(db)
    for (const [at, fields] of terms.entries()) {
      const packageId = await makePackage(db, { retail: '7.77', cost: '1', ...fields })
      for (const [n, startOn] of starts.entries()) {
        const past = { pastDates: 'charge' }
        await assign(db, { packageId, customerId, startOn, quantity: 1 + (n % 2), ...past })
        if (startOn > '2025-01-01' && at < 8)
          await assign(db, { packageId, customerId, startOn, endOn: '2026-12-12', ...past })
      }
    }
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: '2026-11-22', now: new Date(), today })
    const simulated = await runBilling(
      { db, actor: admin },
      {
        mode: 'simulate',
        throughOn: through,
        now: new Date(),
        today,
      },
    )
    const expected = await rowsOf<{ date: string; lines: number; retail: string }>(
      db,
      sql`select billing_on::text as date, count(*)::int as lines, sum(retail_minor)::text as retail from billing_run_lines
        where run_id = ${simulated.runId} and outcome = 'planned' group by billing_on order by billing_on`,
    )
    const due = await sumDueDays({ db, actor: admin }, today)
    const found = due.currencies[0]?.days.filter(day => day.lineCount > 0) ?? []
    expect(found.length).toBeGreaterThan(20)
    expect(
      found.map(day => ({ date: day.date, lines: day.lineCount, retail: String(day.retailMinor) })),
    ).toEqual(expected)
  })
})
