import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { importText } from '@/testing/imports'
import { now, today } from '@/testing/today'

const packages = `code,name,currency,retail,frequency,frequency_match,last_period
seat,Seat,USD,30,monthly,1,prorate
`
const assignmentsTo = (end: string) => `reference,package_code,customer_account_code,start_date,end_date
A1,seat,C1,2026-11-01,${end}
`

describeDatabases('an end in assignments.csv', open => {
  test('moves also after its days were given back: the next run settles the difference', async () => {
    const db = await open({ fresh: true })
    const post = (throughOn: string) =>
      runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
    await importText(db, 'customers', 'account_code,name,currency\nC1,Harbour Dental,USD\n')
    await importText(db, 'packages', packages)
    await importText(db, 'assignments', assignmentsTo(''))
    await post('2026-11-23')
    await importText(db, 'assignments', assignmentsTo('2026-11-29'))
    expect((await importText(db, 'assignments', assignmentsTo('2026-11-25'))).report.changed).toBe(1)
    await post('2026-11-30')
    const balance = async () =>
      (await rowsOf<{ of: string }>(db, sql`select balance_minor::text as of from customers`))[0]?.of
    expect(await balance()).toBe('-2500')
    const moved = await importText(db, 'assignments', assignmentsTo('2026-11-28'), { on: '2026-11-30' })
    expect(moved.report.notes).toEqual(['The ends change 1 posted period: the next run settles 3.00 USD.'])
    await post('2026-11-30')
    expect(await balance()).toBe('-2800')
    expect((await importText(db, 'assignments', assignmentsTo('2026-11-28'))).report.unchanged).toBe(1)
    await post('2026-12-31')
    expect(await balance()).toBe('-2800')
  })
})
