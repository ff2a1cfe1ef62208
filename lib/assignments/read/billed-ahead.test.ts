import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { undoCharge } from '@/lib/charges/write'
import { getCustomer } from '@/lib/customers/read/customers'
import { sumDueDays } from '@/lib/dashboard/read/due'
import { announcementsFor } from '@/lib/notices/read/upcoming'
import { paymentSchema } from '@/lib/payments/schema'
import { createPayment } from '@/lib/payments/write'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { listAssignments } from './assignments'
import { describeRows } from './describe'
import { listComingLines, listDueLines, shortageOf } from './lines'

const today = '2026-11-28'
const now = new Date(`${today}T09:00:00Z`)

describeDatabases('what is foreseen after billing ahead', open => {
  let db: Db
  let [customerId, assignmentId, runId] = [0, 0, 0]
  beforeEach(async () => {
    db = await open({ fresh: true })
    customerId = await makeCustomer(db, { accountCode: 'OTH', email: 'oth@example.com' })
    const packageId = await makePackage(db, { retail: '15', cost: '6.40', firstPeriod: 'prorate' })
    const given = { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' }
    assignmentId = await assign(db, given)
    const payment = { reference: 'PK1', customerAccountCode: 'OTH', paidOn: '2026-11-01', amount: '45' }
    await createPayment({ db, actor: admin, today }, paymentSchema.parse(payment))
    const run = await runBilling({ db, actor: admin }, { mode: 'post', throughOn: '2026-12-01', now, today })
    runId = run.runId
    expect(run.chargedCount).toBe(2)
  })

  const coming = async () =>
    (await listComingLines({ db, actor: admin, today }, [assignmentId], 'USD')).slice(0, 2)
  const datesOf = (lines: { billingOn: string }[]) => lines.map(line => line.billingOn)
  async function nextOn() {
    const { rows } = await listAssignments({ db, actor: admin }, { search: '', sort: '', filters: {}, today })
    return (await describeRows({ db, actor: admin, today }, rows)).map(row => row.nextOn)
  }
  const announced = async () =>
    (await announcementsFor(db, [customerId], { today, days: 40 })).flatMap(letter => datesOf(letter.lines))
  const dueDates = async () =>
    (await sumDueDays({ db, actor: admin }, today, 40)).currencies.flatMap(sum =>
      sum.days.filter(day => day.lineCount > 0).map(day => day.date),
    )

  it('begins with the first charge that is not posted, and the balance pays for that one', async () => {
    expect(datesOf(await coming())).toEqual(['2027-01-01', '2027-02-01'])
    expect(await nextOn()).toEqual(['2027-01-01'])
    expect(await announced()).toEqual(['2027-01-01'])
    expect(await dueDates()).toEqual(['2027-01-01'])
    const customer = await getCustomer({ db, actor: admin }, customerId)
    expect(shortageOf(customer?.availableMinor ?? 0n, await coming())).toEqual({
      on: '2027-02-01',
      missingMinor: 1500n,
    })
  })

  it('has a charge again whose run was undone', async () => {
    await undoRun({ db, actor: admin }, { runId, reason: 'a test', now, today })
    expect(datesOf(await coming())).toEqual(['2026-12-01', '2027-01-01'])
    expect(await nextOn()).toEqual(['2026-12-01'])
    expect(await dueDates()).toEqual(['2026-12-01', '2027-01-01'])
  })

  it('leaves a later charge out that stands while an earlier one is open again', async () => {
    const [first] = await db.select().from(charges).where(eq(charges.billingOn, '2026-11-01'))
    await undoCharge(
      { db, actor: admin, today },
      { chargeId: first?.id ?? 0, reason: 'a test', waive: false },
    )
    const due = await listDueLines({ db, actor: admin, today }, { id: customerId, currency: 'USD' })
    expect(datesOf(due)).toEqual(['2026-11-01'])
    expect(datesOf(await coming())).toEqual(['2027-01-01', '2027-02-01'])
    expect([await nextOn(), await announced(), await dueDates()]).toEqual([
      ['2027-01-01'],
      ['2027-01-01'],
      ['2027-01-01'],
    ])
  })
})

it('the funds are short from the day on whose charges they do not cover, and by how much after all of that day', () => {
  const line = (billingOn: string, retailMinor: bigint, more = {}) => ({
    ...{ billingOn, retailMinor, debits: true, waiver: null },
    ...more,
  })
  const lines = [line('2026-12-01', 5000n), line('2026-12-05', 6000n), line('2026-12-05', 1000n)]
  expect(shortageOf(10_000n, lines)).toEqual({ on: '2026-12-05', missingMinor: 2000n })
  expect(shortageOf(10_000n, [...lines, line('2026-12-05', -3000n)])).toBeNull()
  expect(shortageOf(4000n, lines)).toEqual({ on: '2026-12-01', missingMinor: 1000n })
  expect(shortageOf(0n, [line('2026-12-01', 100n, { debits: false })])).toBeNull()
})
