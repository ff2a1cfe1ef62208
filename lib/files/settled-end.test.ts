import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rowsOf } from '@/db/client'
import { describeDatabases } from '@/db/testing'
import { commandLineActor as admin } from '../actor'
import { runBilling } from '../billing-runs/run'
import { importText, today, told } from './testing'

const now = new Date(`${today}T09:00:00Z`)
const packages = `code,name,currency,retail,frequency,frequency_match,last_period
seat,Seat,USD,30,monthly,1,prorate
`
const assignmentsTo = (end: string) => `reference,package_code,customer_account_code,start_date,end_date
A1,seat,C1,2026-11-01,${end}
`

describeDatabases('an end in assignments.csv', open => {
  test('moves until its days were given back, and not after that', async () => {
    const db = await open({ fresh: true })
    const post = (throughOn: string) => runBilling(db, admin, { mode: 'post', throughOn, now, today })
    await importText(db, 'customers', 'account_code,name,currency\nC1,Harbour Dental,USD\n')
    await importText(db, 'packages', packages)
    await importText(db, 'assignments', assignmentsTo(''))
    await post('2026-11-23')
    await importText(db, 'assignments', assignmentsTo('2026-11-29'))
    expect((await importText(db, 'assignments', assignmentsTo('2026-11-25'))).report.changed).toBe(1)
    await post('2026-11-30')
    for (const end of ['', '2026-11-28', '2026-11-24']) {
      const refused = await importText(db, 'assignments', assignmentsTo(end))
      expect(told(refused.problems)).toEqual([
        '2 end_date: A credit for the days from 2026-11-26 was already given. Undo it first, or assign the package again.',
      ])
    }
    expect((await importText(db, 'assignments', assignmentsTo('2026-11-25'))).report.unchanged).toBe(1)
    await post('2026-12-31')
    const [row] = await rowsOf<{ balance: string }>(
      db,
      sql`select balance_minor::text as balance from customers`,
    )
    expect(row?.balance).toBe('-2500')
  })
})
