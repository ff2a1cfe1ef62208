import { asc } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import { ledgerEntries } from '@/db/schema/ledger'
import { commandLineActor as admin } from '@/lib/access/actor'
import { checkLedger } from '@/lib/charges/read/check-ledger'
import { type ExportChoice, exportLines } from '@/lib/charges/read/export'
import { getStatement } from '@/lib/statements/read'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { runBilling } from './start'
import { undoRun } from './undo/undo'

const now = new Date('2026-10-31T09:00:00Z')

describeDatabases('the posting date', open => {
  let db: Db
  let customerId = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    customerId = await makeCustomer(db)
  })

  const subscribe = async (to: number, autoDecrementCredit: boolean) => {
    const packageId = await makePackage(db, { retail: '15', cost: '0' })
    await assign(db, {
      packageId,
      customerId: to,
      startOn: '2026-10-01',
      pastDates: 'charge',
      autoDecrementCredit,
    })
  }
  const post = (today: string, throughOn = today) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })
  const undo = (runId: number, today: string) =>
    undoRun({ db, actor: admin }, { runId, reason: 'sold in error', now, today })

  async function exported(choice: ExportChoice): Promise<string[]> {
    const lines: string[] = []
    for await (const row of exportLines(db, choice))
      lines.push(`${row.billing_date} ${row.retail_amount} ${row.posting_date}`)
    return lines
  }
  const october = { from: '2026-10-01', to: '2026-10-31' }
  const november = { from: '2026-11-01', to: '2026-11-30' }

  it('keeps a month that is past as it was handed over: what is undone later is minus in its own month', async () => {
    await subscribe(customerId, false)
    const { runId } = await post('2026-10-31')
    const handedOver = await exported({ ...october, by: 'posted' })
    expect(handedOver).toEqual(['2026-10-01 15.00 2026-10-31'])
    await undo(runId, '2026-11-28')
    expect(await exported({ ...october, by: 'posted' })).toEqual(handedOver)
    expect(await exported({ ...november, by: 'posted' })).toEqual(['2026-10-01 -15.00 2026-11-28'])
    expect(await exported(october)).toEqual(['2026-10-01 15.00 2026-10-31', '2026-10-01 -15.00 2026-11-28'])
    const toInvoice = async (range: { from: string; to: string }) =>
      (await getStatement({ db, actor: admin }, { customerId, ...range }))?.toInvoiceMinor
    expect([await toInvoice(october), await toInvoice(november)]).toEqual([1500n, -1500n])
  })

  it('is the day of the run of a charge and its debit, and the day of the undo of their mirror, which keep the billing date', async () => {
    await subscribe(customerId, true)
    const { runId } = await post('2026-11-02', '2026-10-31')
    await undo(runId, '2026-11-28')
    const dates = (rows: { billingOn: string; postedOn: string }[]) =>
      rows.map(row => `${row.billingOn} ${row.postedOn}`)
    const expected = ['2026-10-01 2026-11-02', '2026-10-01 2026-11-28']
    expect(dates(await db.select().from(charges).orderBy(asc(charges.id)))).toEqual(expected)
    const entries = await db.select().from(ledgerEntries).orderBy(asc(ledgerEntries.id))
    expect(dates(entries.map(entry => ({ ...entry, billingOn: entry.occurredOn })))).toEqual(expected)
    expect(await checkLedger(db)).toEqual([])
  })

  it('is asked for every batch, for a run and an undo that go on past midnight', async () => {
    await subscribe(customerId, true)
    await subscribe(await makeCustomer(db), true)
    const clock = (days: string[]) => async () => days.shift() ?? 'too late'
    const options = { mode: 'post', throughOn: '2026-10-31', now, today: '2026-10-31', batchSize: 1 } as const
    const { runId } = await runBilling(
      { db, actor: admin },
      {
        ...options,
        billingDay: clock(['2026-10-31', '2026-11-01', '2026-11-01']),
      },
    )
    const billingDay = clock(['2026-11-27', '2026-11-28'])
    await undoRun(
      { db, actor: admin },
      { runId, reason: 'a test', now, today: '2026-11-27', batchSize: 1, billingDay },
    )
    const rows = await db.select().from(charges).orderBy(asc(charges.id))
    expect(rows.map(row => row.postedOn)).toEqual(['2026-10-31', '2026-11-01', '2026-11-27', '2026-11-28'])
  })
})
