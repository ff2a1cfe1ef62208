import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { usage } from '@/db/schema/usage'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { waiveComing } from '@/lib/assignments/write/waive-coming'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { listCommitments, listMinutesPools } from './allowances'

let count = 0

describeDatabases('what is left of what is paid for', open => {
  let db: Db
  let owner: Actor
  let stranger: Actor
  beforeAll(async () => {
    db = await open()
    owner = await makeManager(db)
    stranger = await makeManager(db)
  })
  const customerOf = async () => ({
    id: await makeCustomer(db, { accountManagerId: owner.id }),
    currency: 'USD',
  })
  const spend = async (
    customerId: number,
    startedOn: string,
    charge: bigint,
    call: { didId?: number; destination?: string; seconds?: number } = {},
  ) => {
    count += 1
    const row = { usageId: `u${count}`, customerId, startedOn, startedAt: new Date(`${startedOn}T10:00:00Z`) }
    await db.insert(usage).values({ ...row, chargeMicro: charge, ...call })
  }
  const since = (packageId: number, fields: Record<string, unknown>) =>
    assign(db, { packageId, startOn: '2026-10-01', pastDates: 'charge', ...fields })

  test('a commitment says what is spent in its window and what the pace leaves missing', async () => {
    const customer = await customerOf()
    const packageId = await makePackage(db, { retail: '50', minimumSpend: true })
    const assignmentId = await since(packageId, { customerId: customer.id })
    await spend(customer.id, '2026-10-31', 99_000_000n)
    await spend(customer.id, '2026-11-05', 20_000_000n)
    await spend(customer.id, '2026-11-23', 3_000_000n)
    // 23.00 in 23 of 30 days: 30.00 by the end, 20.00 short of 50.00.
    expect(await listCommitments({ db, actor: admin, today }, customer)).toEqual([
      {
        ...{ assignmentId, package: expect.any(String), number: null },
        ...{ from: '2026-11-01', to: '2026-12-01', billedOn: '2026-12-01' },
        ...{ committedMinor: 5000n, spentMinor: 2300n, projectedMinor: 3000n, shortfallMinor: 2000n },
        isWaived: false,
      },
    ])
    const line = {
      assignmentId,
      kind: 'minimum_spend',
      periodFrom: '2026-11-01',
      billingOn: '2026-12-01',
    } as const
    await waiveComing({ db, actor: owner, today }, { ...line, reason: 'An outage' })
    expect(await listCommitments({ db, actor: admin, today }, customer)).toMatchObject([
      { shortfallMinor: 0n, isWaived: true },
    ])
  })

  test('a commitment on a DID counts the usage of that number alone', async () => {
    const customer = await customerOf()
    const did = await makeDid(db, customer.id)
    await since(await makePackage(db, { retail: '50', minimumSpend: true }), { didId: did.id })
    await spend(customer.id, '2026-11-02', 9_000_000n)
    await spend(customer.id, '2026-11-02', 60_000_000n, { didId: did.id })
    expect(await listCommitments({ db, actor: admin, today }, customer)).toMatchObject([
      { number: did.number, spentMinor: 6000n, shortfallMinor: 0n },
    ])
  })

  test('a pool says what calls left of it in the running period, the one that ends first in front', async () => {
    const customer = await customerOf()
    const free = { type: 'free_minutes', destination: '^44' }
    const monthly = await since(await makePackage(db, free), { customerId: customer.id, minutes: '100' })
    const weekly = await since(await makePackage(db, { ...free, frequency: 'weekly', match: 'mon' }), {
      customerId: customer.id,
      minutes: '10',
    })
    await spend(customer.id, '2026-10-20', 0n, { destination: '4420', seconds: 6000 })
    await spend(customer.id, '2026-11-03', 0n, { destination: '4420', seconds: 660 })
    await spend(customer.id, '2026-11-23', 0n, { destination: '4420', seconds: 90 })
    await spend(customer.id, '2026-11-23', 0n, { destination: '33', seconds: 90 })
    const pools = await listMinutesPools({ db, actor: admin, today }, customer.id)
    expect(
      pools.map(pool => [pool.assignmentId, pool.from, pool.to, pool.grantedSeconds, pool.leftSeconds]),
    ).toEqual([
      [weekly, '2026-11-23', '2026-11-30', 600, 510],
      // 60 seconds of the first call, which the pool of that week did not cover.
      [monthly, '2026-11-01', '2026-12-01', 6000, 5940],
    ])
  })

  test('nothing of it is a stranger’s', async () => {
    const customer = await customerOf()
    const packageId = await makePackage(db, { retail: '50', minimumSpend: true })
    await since(packageId, { customerId: customer.id })
    expect(await listCommitments({ db, actor: owner, today }, customer)).toHaveLength(1)
    expect(await listCommitments({ db, actor: stranger, today }, customer)).toEqual([])
    expect(await listMinutesPools({ db, actor: stranger, today }, customer.id)).toEqual([])
  })
})
