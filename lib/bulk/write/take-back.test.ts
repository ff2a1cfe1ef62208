import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { assignments } from '@/db/schema/assignments'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { bulkInputSchema } from '../schema'
import { applyBulk } from './apply'
import { takeBackBulk } from './take-back'

describeDatabases('taking a bulk change back', open => {
  test('what runs for at least some days is deleted by an admin only, as one by one', async () => {
    const db = await open()
    const manager = await makeManager(db)
    const customerId = await makeCustomer(db, { accountManagerId: manager.id })
    const packageId = await makePackage(db, { minimumDays: 30 })
    const selection = { kind: 'customer', ids: [customerId] }
    const change = bulkInputSchema.parse({ do: 'assign', selection, packageId, startOn: today })
    const { id } = await applyBulk({ db, actor: manager, today }, { change, count: 1 })
    const left = () => db.$count(assignments, eq(assignments.payerId, customerId))
    expect((await refusalOf(takeBackBulk({ db, actor: manager, today }, { id }))).formError).toMatch(
      /at least 30 days/,
    )
    expect(await left()).toBe(1)
    await takeBackBulk({ db, actor: admin, today }, { id })
    expect(await left()).toBe(0)
  })
})
