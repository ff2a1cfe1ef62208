import { beforeEach, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { payments } from '@/db/schema/payments'
import { usage } from '@/db/schema/usage'
import { commandLineActor as admin } from '@/lib/access/actor'
import { paymentSchema } from '@/lib/payments/schema'
import { createPayment } from '@/lib/payments/write'
import { describeDatabases } from '@/testing/database'
import { importText } from '@/testing/imports'
import { makeCustomer, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'

const lastDay = '2027-11-23'
const sentence = (date: string) => `${date} is more than a year ahead. Enter a date up to ${lastDay}.`

describeDatabases('what is dated more than a year ahead', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
    await makeCustomer(db, { accountCode: 'C1' })
  })

  test('is refused in the form of a payment, on its field', async () => {
    const typed = { reference: 'P1', customerAccountCode: 'C1', amount: '5' }
    const add = (paidOn: string, reference: string) =>
      createPayment({ db, actor: admin, today }, paymentSchema.parse({ ...typed, paidOn, reference }))
    expect((await refusalOf(add('2062-11-20', 'P1'))).fieldErrors).toEqual({ paidOn: sentence('2062-11-20') })
    await add(lastDay, 'P2')
    expect(await db.$count(payments)).toBe(1)
  })

  test('is refused in payments.csv with its line; a row that is here already stays as it is', async () => {
    const file = (...rows: string[]) =>
      ['reference,customer_account_code,date,amount', ...rows].map(row => `${row}\n`).join('')
    const bad = await importText(db, 'payments', file(`P1,C1,${lastDay},5`, 'P2,C1,2027-11-24,5'))
    expect(bad.problems).toEqual([{ line: 3, column: 'date', reason: sentence('2027-11-24') }])
    expect(await db.$count(payments)).toBe(0)
    await importText(db, 'payments', file(`P1,C1,${lastDay},5`))
    const again = await importText(db, 'payments', file(`P1,C1,${lastDay},5`), { on: '2026-01-01' })
    expect([again.report.unchanged, again.problems]).toEqual([1, []])
  })

  test('is refused in usage.csv with its line, by the day in the billing time zone', async () => {
    const file = (...rows: string[]) =>
      ['usage_id,customer_account_code,started_at,charge', ...rows].map(row => `${row}\n`).join('')
    const late = `${lastDay}T23:30:00`
    const bad = await importText(db, 'usage', file(`U1,C1,${late},1`, `U2,C1,${late}-01:00,1`))
    expect(bad.problems).toEqual([{ line: 3, column: 'started_at', reason: sentence('2027-11-24') }])
    await importText(db, 'usage', file(`U1,C1,${late},1`))
    expect(await db.$count(usage)).toBe(1)
  })
})
