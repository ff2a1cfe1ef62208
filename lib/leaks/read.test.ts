import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentPointers, assignments } from '@/db/schema/assignments'
import { commandLineActor as admin } from '@/lib/access/actor'
import { endAssignment } from '@/lib/assignments/write/end'
import { runBilling } from '@/lib/billing-runs/start'
import { undoCharge } from '@/lib/charges/write'
import { waiveCharges } from '@/lib/waivers/write/waive-chosen'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, postCharge, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { checkLeaks, countChecked } from './read'

const range = { from: '2026-09-01', to: '2026-11-30' }

describeDatabases('the leak check', open => {
  let db: Db
  beforeEach(async () => {
    db = await open({ fresh: true })
  })

  const post = (throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now, today })

  async function start(fields: Record<string, unknown> = {}, pack: Record<string, unknown> = {}) {
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db, pack)
    const setup = { packageId, customerId, startOn: '2026-09-01', pastDates: 'charge', ...fields }
    return { customerId, packageId, id: await assign(db, setup) }
  }

  async function found(): Promise<string[]> {
    const { leaks } = await checkLeaks({ db, actor: admin }, { ...range, after: 0 })
    return leaks.map(l => `${l.leak} ${l.kind} ${l.periodFrom} ${l.expectedMinor} ${l.chargedMinor}`)
  }

  it('finds nothing where everything was charged', async () => {
    await start()
    await start({}, { timing: 'arrears', firstPeriod: 'prorate' })
    await post('2026-11-30')
    expect(await found()).toEqual([])
  })

  it('tells what is still due from what no run would ever look at again', async () => {
    const { id } = await start()
    await post('2026-10-31')
    expect(await found()).toEqual(['never_billed recurring 2026-11-01 1000 null'])
    await db
      .update(assignmentPointers)
      .set({ nextDueOn: '2027-01-01' })
      .where(eq(assignmentPointers.assignmentId, id))
    expect(await found()).toEqual(['passed_over recurring 2026-11-01 1000 null'])
  })

  it('leaves out what was taken off or billed elsewhere, and finds what was undone', async () => {
    const { id } = await start()
    const line = {
      assignmentId: id,
      kind: 'recurring' as const,
      periodFrom: '2026-09-01',
      billingOn: '2026-09-01',
    }
    await waiveCharges({ db, actor: admin }, { lines: [line], outcome: 'waived', reason: 'goodwill' })
    await start({ pastDates: 'mark_billed' })
    await post('2026-11-30')
    expect(await found()).toEqual([])
    await undoCharge({ db, actor: admin, today }, { chargeId: 1, reason: 'wrong', waive: false })
    expect(await found()).toEqual(['never_billed recurring 2026-10-01 1000 null'])
  })

  it('finds packages that bill nothing', async () => {
    await start({}, { retail: '0', cost: '0' })
    await post('2026-11-30')
    expect(await found()).toHaveLength(3)
    expect((await found())[0]).toMatch(/^zero recurring 2026-09-01 0 null/)
  })

  it('finds a charge of another amount, one that pays for the same days, and one after the end', async () => {
    const { id } = await start()
    await db.update(assignments).set({ quantity: 2 }).where(eq(assignments.id, id))
    await postCharge(db, id, { periodFrom: '2026-09-01', periodTo: '2026-10-01' })
    await postCharge(db, id, { periodFrom: '2026-09-15', periodTo: '2026-10-15' })
    expect((await found()).sort()).toEqual([
      'differs recurring 2026-09-01 2000 1000',
      'never_billed recurring 2026-10-01 2000 null',
      'never_billed recurring 2026-11-01 2000 null',
      'overlapping recurring 2026-09-15 null 1000',
    ])
    await db.update(assignments).set({ endOn: '2026-09-10', endedOn: today }).where(eq(assignments.id, id))
    expect(await found()).toContain('after_end recurring 2026-09-15 null 1000')
  })

  it('knows the credit of days after the end, also one that was given after the range', async () => {
    const { id } = await start()
    await post('2026-11-15')
    await endAssignment({ db, actor: admin, today }, { id, revision: 1, endOn: '2026-10-10', reason: null })
    await post(today)
    const { leaks } = await checkLeaks(
      { db, actor: admin },
      { from: '2026-09-01', to: '2026-11-15', after: 0 },
    )
    expect(leaks).toEqual([])
  })

  it('finds what is too large to be charged', async () => {
    const fields = { retail: '999999999', frequency: 'none', match: '', currency: 'CLF' }
    const customerId = await makeCustomer(db, { currency: 'CLF' })
    const packageId = await makePackage(db, fields)
    const startOn = '2026-11-01'
    await assign(db, { packageId, customerId, startOn, quantity: 1_000_000, pastDates: 'charge' })
    expect((await post(today)).skippedByReason).toEqual({ amount_out_of_range: 1 })
    expect(await found()).toEqual([`passed_over one_time ${startOn} 9999999990000000000 null`])
  })

  it('finds a package that a customer has twice', async () => {
    const { customerId, packageId } = await start()
    await assign(db, { packageId, customerId, startOn: '2026-10-01', pastDates: 'charge' })
    await post('2026-11-30')
    expect(await found()).toEqual([
      'twice recurring 2026-10-01 null 1000',
      'twice recurring 2026-11-01 null 1000',
    ])
  })

  it('goes through the book slice by slice, each customer once, for admins', async () => {
    for (let i = 0; i < 5; i += 1) await start()
    const customers: number[] = []
    let after: number | null = 0
    let slices = 0
    while (after !== null) {
      const slice: Awaited<ReturnType<typeof checkLeaks>> = await checkLeaks(
        { db, actor: admin },
        {
          ...range,
          after,
          size: 2,
        },
      )
      customers.push(...new Set(slice.leaks.map(l => l.customerId)))
      after = slice.next
      slices += 1
    }
    expect([slices, customers.length, new Set(customers).size]).toEqual([3, 5, 5])
    expect(await countChecked({ db, actor: admin }, range.to)).toBe(5)
    const manager = await makeManager(db)
    expect((await refusalOf(checkLeaks({ db, actor: manager }, { ...range, after: 0 }))).formError).toMatch(
      /Only an admin/,
    )
  })
})
