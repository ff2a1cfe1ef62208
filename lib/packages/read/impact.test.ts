import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { today } from '@/testing/today'
import { packageEditSchema } from '../schema'
import { updatePackage } from '../write/packages'
import { getFigures, getImpact, type Impact, type TermsChange } from './impact'

type Fields = Record<string, unknown>

function edit(id: number, fields: Fields) {
  const input = packageEditSchema.parse({ id, revision: 1, name: `Package of test ${id}`, ...fields })
  const change: TermsChange = {
    packageId: id,
    currency: 'USD',
    terms: input.terms,
    effectiveOn: input.effectiveOn ?? today,
    appliesTo: input.appliesTo,
    replacesVersion: input.replacesVersion,
  }
  return { input, change }
}

/** What posting through a date charges these customers. */
async function charged(db: Db, throughOn: string, customers: number[]) {
  const sum = { retail: 0n, cost: 0n }
  for (const customerId of customers) {
    const run = await runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn, now: new Date(), today, customerId },
    )
    expect(run).toMatchObject({ skippedCount: 0 })
    sum.retail += run.totals[0]?.retailMinor ?? 0n
    sum.cost += run.totals[0]?.costMinor ?? 0n
  }
  return sum
}

function monthOf(impact: Impact) {
  const { before, after } = impact
  return {
    retail: after.retailMinor + after.committedMinor - before.retailMinor - before.committedMinor,
    cost: after.costMinor - before.costMinor,
  }
}

const monthly = { frequency: 'monthly', match: '1' }

describeDatabases('the impact of a change of terms', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  // A span before the change and one after it, with as many billing dates each; and what of it an average month is.
  test.each<[string, Fields, string, [string, string, string], [bigint, bigint]]>([
    ['monthly', monthly, '2026-12-01', ['2026-12-31', '2027-01-01', '2027-01-31'], [1n, 1n]],
    [
      'monthly in arrears',
      { ...monthly, timing: 'arrears' },
      '2026-12-01',
      ['2027-01-01', '2027-01-01', '2027-02-01'],
      [1n, 1n],
    ],
    [
      'monthly twice',
      { frequency: 'monthly', match: '15|31' },
      '2026-12-15',
      ['2026-12-31', '2027-01-01', '2027-01-31'],
      [1n, 1n],
    ],
    [
      'a minimum spend without usage',
      { ...monthly, minimumSpend: 'yes' },
      '2026-12-01',
      ['2027-01-01', '2027-01-01', '2027-02-01'],
      [1n, 1n],
    ],
    [
      'every three months',
      { frequency: 'monthly', every: 3, match: '10' },
      '2026-12-10',
      ['2027-03-09', '2027-02-01', '2027-06-09'],
      [1n, 3n],
    ],
    [
      'yearly',
      { frequency: 'yearly', match: '' },
      today,
      ['2027-11-22', '2027-11-23', '2028-11-22'],
      [1n, 12n],
    ],
    // 30.436875 days are an average month.
    [
      'weekly',
      { frequency: 'weekly', match: 'mon' },
      today,
      ['2026-12-20', '2026-12-21', '2027-01-17'],
      [30_436_875n, 28_000_000n],
    ],
    [
      'daily',
      { frequency: 'daily', match: '' },
      today,
      ['2026-12-02', '2026-12-03', '2026-12-12'],
      [30_436_875n, 10_000_000n],
    ],
  ])(
    '%s: is what the runs after it charge more than those before',
    async (_, fields, startOn, [first, from, second], [part, whole]) => {
      const id = await makePackage(db, { ...fields, retail: '9.99', cost: '4.123456' })
      const [own, other] = [await makeCustomer(db), await makeCustomer(db)]
      for (const quantity of [1, 3, 3, 7])
        await assign(db, { packageId: id, customerId: own, startOn, quantity })
      await assign(db, { packageId: id, customerId: other, startOn, quantity: 40 })
      const { input, change } = edit(id, {
        ...fields,
        retail: '12.345678',
        cost: '5',
        effectiveOn: from,
      })
      const impact = await getImpact({ db, actor: admin, today }, change)
      expect(impact).toMatchObject({ assignments: 5, customers: 2 })
      const before = await charged(db, first, [own, other])
      await updatePackage({ db, actor: admin, today }, input)
      const after = await charged(db, second, [own, other])
      const month = (more: bigint) => Number(more * part) / Number(whole)
      const { retail, cost } = monthOf(impact)
      expect(Number(retail)).toBeCloseTo(month(after.retail - before.retail), whole === 1n ? 9 : -0.301)
      expect(Number(cost)).toBeCloseTo(month(after.cost - before.cost), whole === 1n ? 9 : -0.301)
      expect(retail).toBeGreaterThan(0n)
    },
  )

  test('a change to another frequency is the difference of two average months', async () => {
    const id = await makePackage(db, { ...monthly, retail: '12', cost: '0' })
    await assign(db, { packageId: id, customerId: await makeCustomer(db) })
    const { change } = edit(id, {
      frequency: 'yearly',
      match: '01-01',
      retail: '120',
      effectiveOn: '2027-01-01',
    })
    const impact = await getImpact({ db, actor: admin, today }, change)
    expect(impact).toMatchObject({
      before: { retailMinor: 1200n },
      after: { retailMinor: 1000n },
      firstOn: '2027-01-01',
      lastOn: '2027-01-01',
    })
  })

  test('who ends before their boundary does not follow; who starts later does', async () => {
    const id = await makePackage(db, monthly)
    const customerId = await makeCustomer(db)
    const give = (fields: Fields) => assign(db, { packageId: id, customerId, ...fields })
    await give({ endOn: '2027-01-31' })
    await give({ endOn: '2027-02-01' })
    await give({ startOn: '2027-01-15' })
    await give({ startOn: '2027-05-03' })
    const { change } = edit(id, { ...monthly, retail: '11', effectiveOn: '2027-01-02' })
    const all = await getImpact({ db, actor: admin, today }, change)
    expect(all).toMatchObject({ assignments: 3, firstOn: '2027-01-15', lastOn: '2027-05-03' })
    const fresh = await getImpact({ db, actor: admin, today }, { ...change, appliesTo: 'new' })
    expect(fresh).toMatchObject({
      assignments: 2,
      before: { retailMinor: 2000n },
      after: { retailMinor: 2200n },
    })
  })

  test('a changed quantity counts once it is in force, and a scheduled version as it stands', async () => {
    const id = await makePackage(db, { ...monthly, retail: '10' })
    const assignment = await assign(db, { packageId: id, customerId: await makeCustomer(db) })
    await changeQuantity(
      { db, actor: admin, today },
      { id: assignment, revision: 1, quantity: 5, effectiveOn: '2026-12-20' },
    )
    const first = edit(id, { ...monthly, retail: '20', effectiveOn: '2027-02-01' })
    await updatePackage({ db, actor: admin, today }, first.input)
    const { change } = edit(id, { ...monthly, retail: '30', effectiveOn: '2027-03-01' })
    const later = await getImpact({ db, actor: admin, today }, change)
    expect(later).toMatchObject({ before: { retailMinor: 10_000n }, after: { retailMinor: 15_000n } })
  })

  test('the ten who feel it most come first, with their own change', async () => {
    const id = await makePackage(db, { ...monthly, retail: '10', cost: '1' })
    const other = await makePackage(db, monthly)
    const made: number[] = []
    for (let n = 1; n <= 12; n += 1) {
      const customerId = await makeCustomer(db)
      made.push(customerId)
      await assign(db, { packageId: id, customerId, quantity: n })
      await assign(db, { packageId: other, customerId, quantity: 100 })
    }
    const { change } = edit(id, { ...monthly, retail: '8', cost: '1', effectiveOn: '2026-12-01' })
    const impact = await getImpact({ db, actor: admin, today }, change)
    expect(impact.customers).toBe(12)
    expect(impact.most.map(row => row.id)).toEqual(made.slice(2).reverse())
    expect(impact.most[0]).toMatchObject({ assignments: 1, retailMinor: -2400n, costMinor: 0n })
    const figures = await getFigures({ db, actor: admin, today }, [change, { ...change, packageId: other }])
    expect(figures.get(other)).toMatchObject({ assignments: 12, before: { retailMinor: 1_200_000n } })
    expect(figures.get(id)).toMatchObject({ before: impact.before, after: impact.after })
  })

  test('nobody, and account managers never', async () => {
    const id = await makePackage(db, monthly)
    const { change } = edit(id, { ...monthly, retail: '11' })
    expect(await getImpact({ db, actor: admin, today }, change)).toMatchObject({
      assignments: 0,
      customers: 0,
      firstOn: null,
      most: [],
    })
    await refusalOf(getImpact({ db, actor: await makeManager(db, { canSeeCost: true }), today }, change))
  })
})
