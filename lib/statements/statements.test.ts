import { beforeAll, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { undoCharge } from '@/lib/charges/write'
import { adjustBalance, createPayment } from '@/lib/payments/write'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { adjustmentSchema, paymentSchema } from '../payments/schema'
import { statementCsv } from './csv'
import { statementPdf } from './pdf'
import { lastMonth, statementRange } from './range'
import { getStatement } from './read'

describeDatabases('a statement', open => {
  let db: Db
  let customerId = 0
  beforeAll(async () => {
    db = await open()
    customerId = await makeCustomer(db, { accountCode: 'ACME', name: 'Łódź Αθήνα Київ' })
    const startOn = '2026-09-01'
    const given = { customerId, startOn, pastDates: 'charge' }
    await assign(db, { ...given, packageId: await makePackage(db, { name: 'Line', setupRetail: '3' }) })
    await assign(db, {
      ...given,
      packageId: await makePackage(db, { name: 'Only cost', retail: '0', cost: '1' }),
    })
    const invoiced = await makePackage(db, { name: '=Invoiced', retail: '5' })
    await assign(db, { ...given, packageId: invoiced, autoDecrementCredit: false })
    const post = (day: string) =>
      runBilling({ db, actor: admin }, { mode: 'post', throughOn: day, now, today: day })
    await post('2026-09-30')
    await post('2026-10-31')
    const payment = { reference: 'P1', customerAccountCode: 'ACME', paidOn: '2026-10-05', amount: '20' }
    await createPayment({ db, actor: admin, today: '2026-11-02' }, paymentSchema.parse(payment))
    const adjustment = {
      customerAccountCode: 'ACME',
      direction: 'credit',
      amount: '2.50',
      reason: 'Goodwill',
    }
    await adjustBalance({ db, actor: admin, today }, adjustmentSchema.parse(adjustment))
    await undoCharge({ db, actor: admin, today }, { chargeId: 1, reason: 'wrong', waive: false })
  })

  const read = (from: string, to: string) => getStatement({ db, actor: admin }, { customerId, from, to })
  const texts = async (from: string, to: string) =>
    (await read(from, to))?.lines.map(
      l => `${l.postedOn} (${l.on}) ${l.what} ${l.amountMinor} ${l.balanceMinor}`,
    )

  it('opens with what was posted before, lists every line of its days with the balance after it, and closes with their sum', async () => {
    const october = await read('2026-10-01', '2026-10-31')
    expect([october?.openingMinor, october?.closingMinor]).toEqual([-1300n, -2300n])
    expect(await texts('2026-10-01', '2026-10-31')).toEqual(['2026-10-31 (2026-10-01) Line -1000 -2300'])
    expect(await texts('2026-11-01', '2026-11-30')).toEqual([
      '2026-11-02 (2026-10-05) Payment 2000 -300',
      '2026-11-23 (2026-11-23) Adjustment 250 -50',
      '2026-11-23 (2026-09-01) Reversal: Line 300 250',
    ])
    const whole = await read('1970-01-01', '9999-12-31')
    expect([whole?.openingMinor, whole?.closingMinor]).toEqual([0n, 250n])
  })

  it('shows what waits for an invoice apart, and never a line that costs the customer nothing', async () => {
    const october = await read('2026-10-01', '2026-10-31')
    expect(october?.toInvoice.map(l => [l.on, l.what, l.amountMinor])).toEqual([
      ['2026-10-01', '=Invoiced', 500n],
    ])
    expect(october?.toInvoiceMinor).toBe(500n)
    expect(JSON.stringify(october?.lines.map(l => l.what))).not.toContain('Only cost')
  })

  it('is a CSV that no spreadsheet runs', async () => {
    const statement = await read('2026-10-01', '2026-10-31')
    const rows = statement ? statementCsv(statement).trim().split('\r\n') : []
    expect(rows[0]).toBe('date,description,detail,period_from,period_to,amount,balance,currency,posting_date')
    expect(rows[1]).toBe('2026-10-01,Opening balance of ACME,,,,,-13.00,USD,2026-10-01')
    expect(rows[2]).toMatch(/^2026-10-01,Line,.*,2026-10-01,2026-11-01,-10.00,-23.00,USD,2026-10-31$/)
    expect(rows[3]).toBe('2026-10-31,Closing balance,,,,,-23.00,USD,2026-10-31')
    expect(rows[4]).toMatch(/^2026-10-01,'=Invoiced,.*,5.00,,USD,2026-10-31$/)
  })

  it('is a PDF of as many pages as it needs', async () => {
    const statement = await read('2026-10-01', '2026-10-31')
    if (!statement) throw new Error('no statement')
    const small = await statementPdf(statement, 'My provider')
    expect(small.subarray(0, 5).toString()).toBe('%PDF-')
    const lines = Array.from({ length: 200 }, () => statement.lines[0] ?? [])
    const large = await statementPdf({ ...statement, lines: lines.flat() }, 'My provider')
    const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length
    expect(pages(small)).toBe(1)
    expect(pages(large)).toBeGreaterThan(5)
  })

  it('is for whoever serves the customer', async () => {
    const stranger = await makeManager(db)
    expect(await getStatement({ db, actor: stranger }, { customerId, from: today, to: today })).toBeNull()
  })
})

it('is of this month where no range that makes sense was asked for', () => {
  expect(statementRange('2026-02-01', '2026-01-01', today)).toEqual({ from: '2026-11-01', to: today })
  expect(statementRange('2026-01-01', '2026-01-01', today)).toEqual({ from: '2026-01-01', to: '2026-01-01' })
  expect(lastMonth('2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
})
