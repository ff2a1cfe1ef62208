import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { charges } from '@/db/schema/billing'
import { customers, dids } from '@/db/schema/customers'
import { usage } from '@/db/schema/usage'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { getCharge } from './receipt'
import { listCountedSpend } from './spend'

const commitment = { retail: '50', cost: '0', minimumSpend: true, frequency: 'monthly', match: '1' }

describeDatabases('the calls behind a minimum spend', open => {
  let db: Db
  let customerId = 0
  let count = 0
  beforeEach(async () => {
    db = await open({ fresh: true })
    customerId = await makeCustomer(db)
  })

  const call = (startedOn: string, chargeMicro: bigint, fields: Partial<typeof usage.$inferInsert> = {}) => ({
    ...{ usageId: `call-${++count}`, customerId, startedOn, startedAt: new Date(`${startedOn}T12:00:00Z`) },
    ...{ destination: '447700900123', seconds: 60, chargeMicro, ...fields },
  })
  const add = (...rows: ReturnType<typeof call>[]) => db.insert(usage).values(rows)
  const commit = async (fields: Record<string, unknown> = { customerId }) =>
    assign(db, {
      packageId: await makePackage(db, commitment),
      startOn: '2026-10-01',
      pastDates: 'charge',
      ...fields,
    })
  const post = () => runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today })

  async function spendOf(assignmentId: number, page = 1, actor = admin) {
    const [row] = await db
      .select({ id: charges.id })
      .from(charges)
      .where(eq(charges.assignmentId, assignmentId))
    const charge = row && (await getCharge({ db, actor }, row.id))
    if (!charge) throw new Error('no charge')
    return { charge, spend: await listCountedSpend({ db, actor }, charge, page) }
  }

  it('are those of the window in their order, and add up to the spend that was counted', async () => {
    await add(
      call('2026-10-31', 3_000_000n),
      call('2026-10-01', 1_234_567n),
      call('2026-09-30', 9_000_000n),
      call('2026-11-01', 9_000_000n),
    )
    const id = await commit()
    await post()
    const { charge, spend } = await spendOf(id)
    expect(charge.spendMicro).toBe(4_234_567n)
    expect(spend).toMatchObject({ count: 2, totalMicro: 4_234_567n, lateCount: 0, hasFreeMinutes: false })
    expect(spend?.calls.map(({ countedMicro }) => countedMicro)).toEqual([1_234_567n, 3_000_000n])
  })

  it('are paged, and the total stays that of all pages', async () => {
    await add(...Array.from({ length: 53 }, () => call('2026-10-10', 100_000n)))
    const id = await commit()
    await post()
    const { charge, spend } = await spendOf(id, 2)
    expect([spend?.calls.length, spend?.count, spend?.totalMicro]).toEqual([3, 53, charge.spendMicro])
  })

  it('leave out what arrived after the charge, and say how much that is', async () => {
    await add(call('2026-10-10', 1_000_000n))
    const id = await commit()
    await post()
    await add(call('2026-10-11', 2_500_000n))
    const { charge, spend } = await spendOf(id)
    expect(spend).toMatchObject({ count: 1, lateCount: 1, lateMicro: 2_500_000n })
    expect(spend?.totalMicro).toBe(charge.spendMicro)
  })

  it('are counted for what free minutes left of them, earlier pools included', async () => {
    const minutes = await makePackage(db, { name: 'Minutes', type: 'free_minutes', retail: '1', match: '1' })
    await assign(db, {
      packageId: minutes,
      customerId,
      startOn: '2026-10-01',
      minutes: '1',
      pastDates: 'mark_billed',
    })
    await add(call('2026-10-02', 1_000_000n), call('2026-10-03', 1_000_000n, { seconds: 120 }))
    const id = await commit()
    await post()
    const { charge, spend } = await spendOf(id)
    expect(spend?.calls.map(({ chargeMicro, countedMicro }) => [chargeMicro, countedMicro])).toEqual([
      [1_000_000n, 0n],
      [1_000_000n, 1_000_000n],
    ])
    expect([spend?.totalMicro, spend?.hasFreeMinutes]).toEqual([charge.spendMicro, true])
  })

  it('of a number are those of the number; another customer of it stays unknown to an account manager', async () => {
    const manager = await makeManager(db)
    await db.update(customers).set({ accountManagerId: manager.id }).where(eq(customers.id, customerId))
    const did = await makeDid(db, customerId)
    const earlier = await makeCustomer(db)
    await add(
      call('2026-10-02', 1_000_000n, { customerId: earlier, didId: did.id }),
      call('2026-10-03', 2_000_000n, { didId: did.id }),
      call('2026-10-04', 4_000_000n),
    )
    const id = await commit({ didId: did.id })
    await post()
    const own = await spendOf(id, 1, manager)
    expect(own.spend).toMatchObject({ count: 2, totalMicro: 3_000_000n })
    expect(own.spend?.calls.map(({ countedMicro }) => countedMicro)).toEqual([2_000_000n])
    expect((await spendOf(id)).spend?.calls).toHaveLength(2)
    expect(await db.$count(dids)).toBe(1)
  })

  it('are asked of no other charge', async () => {
    const id = await assign(db, { packageId: await makePackage(db), customerId, startOn: today })
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: '2026-12-01', now, today })
    expect((await spendOf(id)).spend).toBeNull()
  })
})
