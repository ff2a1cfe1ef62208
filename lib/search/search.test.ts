import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage } from '@/testing/makers'
import { search } from './read'

describeDatabases('search', open => {
  let db: Db
  let manager: Actor & { id: string }

  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    const own = await makeCustomer(db, { name: 'Acme 100% Telecom', accountManagerId: manager.id })
    for (let i = 0; i < 7; i += 1) await makeCustomer(db, { name: `Northwind ${i}` })
    await makeDid(db, own, { number: '442071234567' })
    await makeDid(db, null, { number: '442079999999' })
    const packageId = await makePackage(db, { name: 'SIP trunk', code: 'sip' })
    await assign(db, { packageId, customerId: own, reference: 'ACME-SIP-1' })
    await runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn: '2026-11-01',
        now: new Date(),
        today: '2026-11-23',
      },
    )
  })

  const labels = async (actor: Actor, text: string) =>
    (await search({ db, actor }, text)).flatMap(group => group.items.map(item => item.label))

  test('finds at most five of a kind', async () => {
    expect(await labels(admin, 'northwind')).toHaveLength(5)
  })

  test('finds a number as people write it', async () => {
    expect(await labels(admin, '+44 (20) 7123-4567')).toEqual(['442071234567'])
  })

  test('takes wildcards literally', async () => {
    expect(await labels(admin, '100%')).toEqual(['Acme 100% Telecom'])
    expect(await labels(admin, '%')).toEqual(['Acme 100% Telecom'])
    expect(await labels(admin, '   ')).toEqual([])
  })

  test('finds packages, assignments and runs', async () => {
    expect(await labels(admin, 'sip')).toEqual(['SIP trunk', 'ACME-SIP-1'])
    expect(await labels(admin, 'run #1')).toEqual(['Run #1'])
  })

  test('an account manager finds their own customers, no stock and no posted run', async () => {
    expect(await labels(manager, 'northwind')).toEqual([])
    expect(await labels(manager, 'acme')).toEqual(['Acme 100% Telecom', 'ACME-SIP-1'])
    expect(await labels(manager, '44207')).toEqual(['442071234567'])
    expect(await labels(manager, 'run 1')).toEqual([])
  })
})
