import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { findEntitlements, listCatalogue, listEntitlements } from './read'
import { connexcsEditSchema, connexcsSchema } from './schema'
import { createConnexcsPackage, deleteConnexcsPackage, updateConnexcsPackage } from './write'

test.each([
  [{ name: ' ' }, 'name'],
  [{ name: 'x'.repeat(121) }, 'name'],
  [{ name: 'X', unitCost: '1,5', currency: 'USD' }, 'unitCost'],
  [{ name: 'X', unitCost: '1', currency: '' }, 'currency'],
])('%j is refused on %s', (input, field) => {
  const parsed = connexcsSchema.safeParse(input)
  expect(parsed.error?.issues.map(issue => issue.path[0])).toEqual([field])
})

describeDatabases('ConnexCS Packages', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  const find = async (name: string) => {
    const row = (await listCatalogue({ db, actor: admin })).find(item => item.name === name)
    if (!row) throw new Error('not in the catalogue')
    return row
  }

  test('the catalogue takes names and unit costs, with an audit row each, and only from admins', async () => {
    const input = connexcsSchema.parse({ name: 'Voice  Biometrics', unitCost: '0.0125', currency: 'usd' })
    expect(input).toEqual({ name: 'Voice Biometrics', unitCostMicro: 12_500, currency: 'USD' })
    const { id } = await createConnexcsPackage({ db, actor: admin }, input)
    await updateConnexcsPackage(
      { db, actor: admin },
      connexcsEditSchema.parse({ id, revision: 1, name: 'Voiceprint' }),
    )
    expect(await find('Voiceprint')).toMatchObject({
      id,
      unitCostMicro: null,
      currency: null,
      revision: 2,
      packages: 0,
    })
    const audit = await rowsOf(
      db,
      sql`select action, before, after from audit_log where entity = 'connexcs_package' and entity_id = ${String(id)} order by id`,
    )
    expect(audit).toMatchObject([
      {
        action: 'connexcs_package.created',
        after: { name: 'Voice Biometrics', unitCost: '0.0125', currency: 'USD' },
      },
      { action: 'connexcs_package.updated', before: { name: 'Voice Biometrics', unitCost: '0.0125' } },
    ])
    const manager = await makeManager(db, { canSeeCost: true })
    await refusalOf(createConnexcsPackage({ db, actor: manager }, { ...input, name: 'Mine' }))
    await refusalOf(updateConnexcsPackage({ db, actor: manager }, { ...input, id, revision: 2 }))
    await refusalOf(deleteConnexcsPackage({ db, actor: manager }, { id, revision: 2 }))
    await refusalOf(listCatalogue({ db, actor: manager }))
  })

  test('a name twice, a stale edit and one that a package sells are refused', async () => {
    const { id, revision } = await find('Storage')
    expect(
      (
        await refusalOf(
          createConnexcsPackage({ db, actor: admin }, connexcsSchema.parse({ name: 'storage' })),
        )
      ).fieldErrors?.name,
    ).toContain('Storage')
    const stale = connexcsEditSchema.parse({ id, revision: revision - 1, name: 'Disk' })
    expect((await refusalOf(updateConnexcsPackage({ db, actor: admin }, stale))).formError).toContain(
      'no unit cost',
    )
    await makePackage(db, { name: 'Disk space', connexcsPackage: 'Storage' })
    await makePackage(db, { name: 'Other', connexcsPackage: 'AI Agent' })
    expect((await find('Storage')).packages).toBe(1)
    expect(
      (await refusalOf(deleteConnexcsPackage({ db, actor: admin }, { id, revision }))).formError,
    ).toContain('Disk space')
    const unused = await createConnexcsPackage({ db, actor: admin }, connexcsSchema.parse({ name: 'Unused' }))
    await deleteConnexcsPackage({ db, actor: admin }, { id: unused.id, revision: 1 })
    expect((await listCatalogue({ db, actor: admin })).map(row => row.name)).not.toContain('Unused')
  })

  test('a feature is on from its first assignment and ends the day after the last that carries it', async () => {
    const manager = await makeManager(db)
    const customerId = await makeCustomer(db, { accountManagerId: manager.id, accountCode: 'SW/1' })
    const [gold, silver] = [
      await makePackage(db, { connexcsPackage: 'Call Recording' }),
      await makePackage(db, { connexcsPackage: 'Call Recording' }),
    ]
    const did = await makeDid(db, customerId)
    const give = (
      packageId: number,
      startOn: string,
      endOn: string | null,
      on: Record<string, unknown> = { customerId },
    ) => assign(db, { packageId, startOn, endOn, pastDates: 'mark_billed', ...on })
    await give(gold, '2025-01-01', '2025-06-30')
    await give(gold, '2026-01-01', '2026-06-30')
    await give(silver, '2026-07-01', '2026-12-24')
    await give(gold, '2026-10-01', '2027-01-31', { didId: did.id })
    await give(silver, '2027-03-01', null)
    await give(await makePackage(db, { connexcsPackage: 'AI Agent' }), '2026-11-24', '2026-11-24')
    await give(await makePackage(db, { connexcsPackage: 'Spam Scout' }), '2026-01-01', '2026-11-23')
    await give(await makePackage(db, { connexcsPackage: 'Transcription' }), '2026-01-01', '2026-11-22')
    await give(await makePackage(db), '2026-01-01', null)
    expect(await listEntitlements({ db, actor: admin, today }, customerId)).toEqual([
      { name: 'AI Agent', fromOn: '2026-11-24', toOn: '2026-11-25', isActive: false },
      { name: 'Call Recording', fromOn: '2026-01-01', toOn: '2027-02-01', isActive: true },
      { name: 'Call Recording', fromOn: '2027-03-01', toOn: null, isActive: false },
      { name: 'Spam Scout', fromOn: '2026-01-01', toOn: '2026-11-24', isActive: true },
    ])
    expect(await findEntitlements({ db, actor: manager, today }, 'SW/1')).toHaveLength(4)
    expect(await findEntitlements({ db, actor: await makeManager(db), today }, 'SW/1')).toBeNull()
    expect(await findEntitlements({ db, actor: admin, today }, 'nobody')).toBeNull()
  })

  test('an open assignment keeps a feature on whatever ends beside it', async () => {
    const customerId = await makeCustomer(db)
    const packageId = await makePackage(db, { connexcsPackage: 'Storage' })
    await assign(db, { packageId, customerId, startOn: today, endOn: '9999-12-31' })
    await assign(db, { packageId, customerId, startOn: today, endOn: '2026-12-31' })
    await assign(db, { packageId, customerId, startOn: '2027-06-01', endOn: '2027-06-30' })
    expect(await listEntitlements({ db, actor: admin, today }, customerId)).toEqual([
      { name: 'Storage', fromOn: today, toOn: null, isActive: true },
    ])
  })
})
