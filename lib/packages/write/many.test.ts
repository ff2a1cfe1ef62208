import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { packages } from '@/db/schema/packages'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { changePricesSchema, duplicateManySchema } from '../many-schema'
import { nameIn, pricedBy } from '../price-changes'
import { listChosen, previewCopies, previewPrices } from '../read/many'
import { getPackage } from '../read/packages'
import { packageEditSchema } from '../schema'
import { archivePackages, changePrices, duplicatePackages } from './many'
import { updatePackage } from './packages'

const chosen = (...ids: number[]) => ids.map(id => ({ id, revision: 1 }))
const prices = (ids: number[], fields: Record<string, unknown> = {}) =>
  changePricesSchema.parse({
    packages: chosen(...ids),
    percent: '5',
    retail: true,
    cost: false,
    rounding: 'exact',
    effectiveOn: '2027-01-01',
    appliesTo: 'all',
    ...fields,
  })

test.each([
  [1_200_000, 50_000, 'exact', 'USD', 1_260_000],
  [3_333_333, 35_000, 'exact', 'USD', 3_450_000], // 3.449999655
  [1, -500_000, 'exact', 'USD', 1], // a half, away from zero
  [12_990_000, 35_000, 'minor', 'USD', 13_440_000], // 13.44465
  [12_990_000, 35_000, 'minor', 'KWD', 13_445_000],
  [500_000_000, 1_000, 'minor', 'JPY', 501_000_000], // 500.5
  [9_990_000, -1_000_000, 'exact', 'USD', 0],
] as const)('%i by %i millionths, %s in %s, is %i', (micro, share, rounding, currency, expected) => {
  expect(pricedBy(micro, share, rounding, currency)).toBe(expected)
})

test('a name in another currency replaces the mark of the old one and keeps to 120 characters', () => {
  expect(nameIn('Trunk', 'USD', 'EUR')).toBe('Trunk (EUR)')
  expect(nameIn('Trunk (USD)', 'USD', 'EUR')).toBe('Trunk (EUR)')
  expect(nameIn('Trunk (GBP)', 'USD', 'EUR')).toBe('Trunk (GBP) (EUR)')
  expect(nameIn('x'.repeat(120), 'USD', 'EUR')).toHaveLength(120)
})

test.each([
  ['percent', 'abc'],
  ['percent', '0'],
  ['percent', '-100.0001'],
  ['percent', '1000.1'],
  ['percent', '1.23456'],
  ['effectiveOn', 'soon'],
  ['retail', false],
  ['packages', []],
  ['packages', chosen(...Array.from({ length: 201 }, (_, i) => i + 1))],
])('a price change with %s %j is refused', (field, value) => {
  expect(changePricesSchema.safeParse({ ...prices([1]), percent: '5', [field]: value }).success).toBe(false)
})

describeDatabases('many packages at once', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })
  const termsOf = async (id: number) =>
    (await getPackage({ db, actor: admin, today: '2027-01-01' }, id))?.current.terms

  test('a percentage makes one version each, previewed to the last price, and the next runs charge it', async () => {
    const [first, second, free] = [
      await makePackage(db, { retail: '10', cost: '4' }),
      await makePackage(db, { retail: '3.333333', cost: '1', currency: 'EUR' }),
      await makePackage(db, { retail: '0', cost: '2' }),
    ]
    const customerId = await makeCustomer(db)
    await assign(db, { packageId: first, customerId, quantity: 3, startOn: '2026-12-01' })
    const input = prices([first, second, free], { percent: '-2.5 %' })
    const preview = await previewPrices({ db, actor: admin, today }, input)
    expect(preview.rows.map(row => [row.retail.after, row.cost.after, row.problem])).toEqual([
      [9_750_000, 4_000_000, null],
      [3_250_000, 1_000_000, null],
      [0, 2_000_000, null],
    ])
    expect(preview).toMatchObject({
      changed: 2,
      impact: [
        { currency: 'USD', assignments: 1, before: { retailMinor: 3000n }, after: { retailMinor: 2925n } },
      ],
    })
    expect(await changePrices({ db, actor: admin, today }, input)).toEqual({ count: 2 })
    expect((await termsOf(first))?.retailMicro).toBe(9_750_000)
    expect((await getPackage({ db, actor: admin, today }, free))?.versions).toHaveLength(1)
    const month = async (throughOn: string) =>
      (
        await runBilling(
          { db, actor: admin },
          { mode: 'post', throughOn, now: new Date(), today, customerId },
        )
      ).totals[0]
    const [before, after] = [await month('2026-12-31'), await month('2027-01-31')]
    expect((after?.retailMinor ?? 0n) - (before?.retailMinor ?? 0n)).toBe(-75n)
    const audit = await rowsOf<{ reason: string; after: unknown }>(
      db,
      sql`select reason, after from audit_log where entity = 'package' and action = 'package.updated' and entity_id = ${String(first)}`,
    )
    expect(audit).toMatchObject([
      {
        reason: 'Prices of 3 packages changed by −2.5 %',
        after: { retail: '9.75', effectiveOn: '2027-01-01' },
      },
    ])
  })

  test('one that was saved since stops them all; before a later version the change counts until then', async () => {
    const [fine, touched] = [await makePackage(db), await makePackage(db)]
    const name = (await getPackage({ db, actor: admin, today }, touched))?.name
    const edit = { id: touched, revision: 1, name, frequency: 'monthly', match: '1', retail: '12', cost: '4' }
    await updatePackage(
      { db, actor: admin, today },
      packageEditSchema.parse({ ...edit, effectiveOn: '2027-02-01' }),
    )
    const stale = await refusalOf(changePrices({ db, actor: admin, today }, prices([fine, touched])))
    expect(stale.formError).toContain(`Another user saved ${name} meanwhile`)
    const seen = {
      ...prices([fine]),
      packages: [
        { id: fine, revision: 1 },
        { id: touched, revision: 2 },
      ],
    }
    expect((await getPackage({ db, actor: admin, today }, fine))?.versions).toHaveLength(1)
    expect((await previewPrices({ db, actor: admin, today }, seen)).rows[1]).toMatchObject({
      problem: null,
      note: 'Until 1 Feb 2027: version 2 is scheduled from then.',
    })
    // From the scheduled day on the share is of the scheduled price.
    const later = { ...seen, effectiveOn: '2027-02-01', percent: 100_000 }
    await changePrices({ db, actor: admin, today }, later)
    const versions = (await getPackage({ db, actor: admin, today }, touched))?.versions
    expect(versions?.[0]).toMatchObject({
      number: 3,
      effectiveOn: '2027-02-01',
      terms: { retailMicro: 13_200_000 },
    })
  })

  test('copies in another currency have every price at the rate, and the same everything else', async () => {
    const id = await makePackage(db, {
      name: 'Porting (USD)',
      retail: '10',
      cost: '0.333333',
      setupRetail: '5.5',
      description: 'Moves a number',
      connexcsPackage: 'Storage',
      timing: 'arrears',
    })
    const input = duplicateManySchema.parse({ packages: chosen(id), currency: 'eur', rate: '0.921' })
    const [planned] = await previewCopies({ db, actor: admin, today }, input)
    expect(planned).toMatchObject({ newName: 'Porting (EUR)', problem: null, retail: { after: 9_210_000 } })
    const [saved] = await duplicatePackages({ db, actor: admin, today }, input)
    expect(saved).toMatchObject({ name: 'Porting (EUR)', code: 'porting-eur' })
    const found = await getPackage({ db, actor: admin, today }, saved?.id ?? 0)
    expect(found).toMatchObject({
      currency: 'EUR',
      description: 'Moves a number',
      connexcsPackage: 'Storage',
    })
    expect(found?.current.terms).toMatchObject({
      retailMicro: 9_210_000,
      costMicro: 307_000, // 0.306999693
      setupRetailMicro: 5_065_500,
      timing: 'arrears',
      match: [1],
    })
    expect((await previewCopies({ db, actor: admin, today }, input))[0]?.problem).toContain(
      'porting-eur is called',
    )
    const again = await refusalOf(
      duplicatePackages(
        { db, actor: admin, today },
        { packages: [{ id, revision: 1 }], currency: 'EUR', rate: 1 },
      ),
    )
    expect(again.formError).toContain('Nothing was changed')
  })

  test('a copy that cannot be saved leaves none of the others', async () => {
    const [dollars, euros] = [await makePackage(db), await makePackage(db, { currency: 'EUR' })]
    const count = async () => (await db.select({ id: packages.id }).from(packages)).length
    const before = await count()
    const input = { packages: chosen(dollars, euros), currency: 'EUR', rate: 1_000_000 }
    expect((await refusalOf(duplicatePackages({ db, actor: admin, today }, input))).formError).toContain(
      'in EUR already',
    )
    expect(await count()).toBe(before)
    const dear = await makePackage(db, { retail: '999999999' })
    const large = { packages: chosen(dear), currency: 'JPY', rate: 150_000_000 }
    expect((await refusalOf(duplicatePackages({ db, actor: admin, today }, large))).formError).toContain(
      '999,999,999',
    )
  })

  test('archives those that are not yet, and only admins do any of it', async () => {
    const [one, two] = [await makePackage(db), await makePackage(db)]
    const input = { packages: chosen(one, two) }
    const manager = await makeManager(db, { canSeeCost: true })
    await refusalOf(archivePackages({ db, actor: manager, today }, input))
    await refusalOf(changePrices({ db, actor: manager, today }, prices([one])))
    await refusalOf(previewPrices({ db, actor: manager, today }, prices([one])))
    await refusalOf(duplicatePackages({ db, actor: manager, today }, { ...input, currency: 'EUR', rate: 1 }))
    const customerId = await makeCustomer(db)
    await assign(db, { packageId: two, customerId })
    await assign(db, { packageId: two, customerId, endOn: today })
    await refusalOf(listChosen({ db, actor: manager, today }, input))
    expect(await listChosen({ db, actor: admin, today }, input)).toMatchObject([
      { id: one, assignments: 0, isArchived: false },
      { id: two, assignments: 2, isArchived: false },
    ])
    expect(await archivePackages({ db, actor: admin, today }, input)).toEqual({ count: 2 })
    const [row] = await db.select().from(packages).where(eq(packages.id, one))
    expect(row?.archivedAt).not.toBeNull()
    const again = { packages: [{ id: one, revision: 2 }] }
    expect(await archivePackages({ db, actor: admin, today }, again)).toEqual({ count: 0 })
  })
})
