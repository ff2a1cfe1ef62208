import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { customers } from '@/db/schema/customers'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { termsVersionsOf } from '@/lib/planning/terms'
import { describeDatabases } from '@/testing/database'
import { refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { getEditedPackage } from '../read/edited'
import { listPackages } from '../read/list'
import { getPackage, searchPackages } from '../read/packages'
import { packageEditSchema, packageSchema } from '../schema'
import { archivePackage, cancelVersion, createPackage, unarchivePackage, updatePackage } from './packages'

const manager: Actor = {
  id: 'manager',
  email: 'm@example.com',
  name: 'Manager',
  role: 'account_manager',
  canSeeCost: false,
}

let count = 0
const make = (db: Db, fields: Record<string, unknown>) =>
  createPackage({ db, actor: admin, today }, packageSchema.parse({ name: `Package ${++count}`, ...fields }))

async function edit(db: Db, id: number, fields: Record<string, unknown>) {
  const was = await getPackage({ db, actor: admin, today }, id)
  if (!was) throw new Error('no package')
  const input = {
    id,
    revision: was.revision,
    name: was.name,
    currency: was.currency,
    retail: '10',
    ...fields,
  }
  return updatePackage({ db, actor: admin, today }, packageEditSchema.parse(input))
}

async function assign(
  db: Db,
  packageId: number,
  reference: string,
  startOn: string,
  nextDueOn: string | null,
) {
  const [customer] = await db
    .insert(customers)
    .values({ accountCode: reference, name: reference, currency: 'USD' })
    .returning({ id: customers.id })
  if (!customer) throw new Error('no customer')
  const target = { customerId: customer.id, payerId: customer.id }
  await db.insert(assignments).values({ ...target, reference, packageId, startOn })
  await db.execute(
    sql`update assignment_pointers set next_due_on = ${nextDueOn}::date where payer_id = ${customer.id}`,
  )
}

async function dueDates(db: Db, packageId: number): Promise<Record<string, string | null>> {
  const rows = await rowsOf<{ reference: string; due: string | null }>(
    db,
    sql`select reference, next_due_on::text as due from assignments join assignment_pointers on assignment_id = id where package_id = ${packageId}`,
  )
  return Object.fromEntries(rows.map(row => [row.reference, row.due]))
}

describeDatabases('packages', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  test('a new package has version 1 of its terms, in force since 1970, and one audit row', async () => {
    const saved = await make(db, {
      name: 'Numéro – porting (USD)',
      retail: '12.345678',
      frequency: 'yearly',
      match: '02-29|09-30',
      type: 'free_minutes',
      destination: '^44|^1',
      connexcsPackage: 'spam scout',
    })
    expect(saved.code).toBe('numero-porting-usd')
    const found = await getPackage({ db, actor: admin, today }, saved.id)
    expect(found).toMatchObject({ currency: 'USD', connexcsPackage: 'Spam Scout', hasAssignments: false })
    expect(found?.current).toMatchObject({
      number: 1,
      effectiveOn: '1970-01-01',
      terms: { retailMicro: 12_345_678, match: [229, 930], destination: ['1', '44'] },
    })
    const versions = (await termsVersionsOf(db, [saved.id])).get(saved.id)
    expect(versions).toHaveLength(1)
    expect(versions?.[0]).toMatchObject({ number: 1, effectiveOn: 0, appliesTo: 'all' })
    const audit = await rowsOf(
      db,
      sql`select action, actor from audit_log where entity = 'package' and entity_id = ${String(saved.id)}`,
    )
    expect(audit).toEqual([{ action: 'package.created', actor: 'command line' }])
  })

  test('codes made from the same name differ; a code or a name that is taken is refused on its field', async () => {
    const first = await make(db, { name: 'Same', code: '' })
    expect((await refusalOf(make(db, { name: 'same' }))).fieldErrors).toHaveProperty('name')
    const second = await make(db, { name: 'Same!' })
    expect([first.code, second.code]).toEqual(['same', 'same-2'])
    expect((await refusalOf(make(db, { code: 'same' }))).fieldErrors).toHaveProperty('code')
  })

  test('an unknown ConnexCS Package is refused with the names that there are', async () => {
    const refusal = await refusalOf(make(db, { connexcsPackage: 'Teleport' }))
    expect(refusal.fieldErrors?.connexcsPackage).toContain('Transcription')
  })

  test('only an admin writes', async () => {
    const input = packageSchema.parse({ name: 'Not mine' })
    await refusalOf(createPackage({ db, actor: manager, today }, input))
    const { id } = await make(db, {})
    await refusalOf(archivePackage({ db, actor: manager, today }, { id, revision: 1 }))
    await refusalOf(
      updatePackage({ db, actor: manager, today }, packageEditSchema.parse({ name: 'x', id, revision: 1 })),
    )
  })

  test('name and description make no version; a price makes one from today where nobody has the package', async () => {
    const { id } = await make(db, { retail: '10' })
    expect((await edit(db, id, { name: 'Renamed', description: 'New words' })).version).toBeNull()
    expect((await edit(db, id, { retail: '12' })).version).toEqual({
      number: 2,
      effectiveOn: today,
      appliesTo: 'all',
    })
    const found = await getPackage({ db, actor: admin, today }, id)
    expect(found?.versions.map(v => [v.number, v.terms.retailMicro])).toEqual([
      [2, 12_000_000],
      [1, 10_000_000],
    ])
    expect(found?.current.number).toBe(2)
  })

  test('a version for everybody lets the runs look again from its date; one for new ones leaves the old alone', async () => {
    const { id } = await make(db, { retail: '10', frequency: 'monthly', match: '1' })
    await assign(db, id, 'early', '2026-01-01', '2026-12-01')
    await assign(db, id, 'late', '2026-01-02', '2027-01-01')
    await assign(db, id, 'never', '2026-01-03', null)
    await assign(db, id, 'future', '2027-02-01', '2027-03-01')
    const schedule = { frequency: 'monthly', match: '1' }
    await edit(db, id, { ...schedule, retail: '11', effectiveOn: '2026-12-15', appliesTo: 'new' })
    const before = { early: '2026-12-01', late: '2027-01-01', never: null }
    expect(await dueDates(db, id)).toEqual({ ...before, future: '2027-02-01' })
    await edit(db, id, { ...schedule, retail: '12', effectiveOn: '2026-12-15' })
    // Also the one that had no date left: changed terms may give it one again.
    expect(await dueDates(db, id)).toMatchObject({ ...before, late: '2026-12-15', never: '2026-12-15' })
  })

  test('the past is refused on the date; a day before a scheduled version counts until that', async () => {
    const { id } = await make(db, { retail: '10' })
    const past = await refusalOf(edit(db, id, { retail: '11', effectiveOn: '2026-11-22' }))
    expect(past.fieldErrors?.effectiveOn).toContain('23 Nov 2026')
    await edit(db, id, { retail: '11', effectiveOn: '2027-01-01' })
    await edit(db, id, { retail: '12', effectiveOn: '2026-12-31' })
    const edited = await getEditedPackage({ db, actor: admin, today }, id)
    expect(edited?.scheduled.map(version => version.number)).toEqual([3, 2])
  })

  test('a scheduled version is changed by another in its place, or cancelled; one in force is not', async () => {
    const { id } = await make(db, { retail: '10' })
    await edit(db, id, { retail: '11', effectiveOn: '2027-01-01' })
    const second = (await getPackage({ db, actor: admin, today }, id))?.versions[0]
    await edit(db, id, { retail: '13', effectiveOn: '2026-12-24', replacesVersion: second?.id })
    const found = await getPackage({ db, actor: admin, today }, id)
    expect(found?.versions.map(v => [v.number, v.effectiveOn, v.cancelledAt !== null])).toEqual([
      [3, '2026-12-24', false],
      [2, '2027-01-01', true],
      [1, '1970-01-01', false],
    ])
    const third = found?.versions[0]?.id ?? 0
    await cancelVersion({ db, actor: admin, today }, { packageId: id, versionId: third })
    expect((await termsVersionsOf(db, [id])).get(id)?.map(v => v.number)).toEqual([1])
    const first = found?.versions[2]?.id ?? 0
    await refusalOf(cancelVersion({ db, actor: admin, today }, { packageId: id, versionId: first }))
    await refusalOf(cancelVersion({ db, actor: admin, today }, { packageId: id, versionId: third }))
  })

  test('the second of two editors is told what the first changed', async () => {
    const { id } = await make(db, { retail: '10' })
    await edit(db, id, { retail: '12.5', description: 'Theirs' })
    const stale = packageEditSchema.parse({ id, revision: 1, name: 'Mine', retail: '99' })
    const refusal = await refusalOf(updatePackage({ db, actor: admin, today }, stale))
    expect(refusal.fieldErrors?.revision).toContain('command line changed')
    expect(refusal.fieldErrors?.revision).toContain('retail from 10 to 12.5')
    expect(refusal.fieldErrors?.revision).toContain('description from nothing to Theirs')
  })

  test('the currency changes until the package is assigned', async () => {
    const { id } = await make(db, { retail: '10' })
    await edit(db, id, { currency: 'EUR' })
    await assign(db, id, 'currency', '2026-01-01', null)
    const refusal = await refusalOf(edit(db, id, { currency: 'GBP' }))
    expect(refusal.fieldErrors?.currency).toContain('EUR')
  })

  test('an archived package frees its name, and comes back only while the name is free', async () => {
    const { id } = await make(db, { name: 'Seasonal' })
    await archivePackage({ db, actor: admin, today }, { id, revision: 1 })
    expect(await searchPackages({ db, actor: admin }, 'seasonal', { today })).toEqual([])
    const { id: other } = await make(db, { name: 'seasonal' })
    expect(
      (await refusalOf(unarchivePackage({ db, actor: admin, today }, { id, revision: 2 }))).fieldErrors,
    ).toHaveProperty('name')
    await archivePackage({ db, actor: admin, today }, { id: other, revision: 1 })
    await unarchivePackage({ db, actor: admin, today }, { id, revision: 2 })
    expect((await searchPackages({ db, actor: admin }, 'SEAS', { today })).map(p => p.id)).toEqual([id])
  })

  test('without leave to see cost, cost is nowhere', async () => {
    const { id } = await make(db, { name: 'Secret cost', cost: '3.21', setupCost: '4.56', retail: '10' })
    const found = await getPackage({ db, actor: manager, today }, id)
    const searched = await searchPackages({ db, actor: manager }, 'secret cost', { today })
    const listed = await listPackages(
      { db, actor: manager },
      { today, now: new Date(), search: 'secret cost' },
    )
    expect(
      JSON.stringify([found, searched, listed], (_, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ).not.toMatch(/3210000|4560000/)
    expect(found?.current.terms).toMatchObject({
      costMicro: null,
      setupCostMicro: null,
      retailMicro: 10_000_000,
    })
    expect(JSON.stringify(await getPackage({ db, actor: admin, today }, id))).toContain('3210000')
  })

  test('a search takes % and _ as letters', async () => {
    await make(db, { name: '100% uptime_sla' })
    expect(await searchPackages({ db, actor: admin }, '0% up', { today })).toHaveLength(1)
    expect(await searchPackages({ db, actor: admin }, 'e_s', { today })).toHaveLength(1)
    expect(await searchPackages({ db, actor: admin }, '1_0', { today })).toHaveLength(0)
  })
})
