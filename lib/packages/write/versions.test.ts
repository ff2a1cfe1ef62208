import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { microText } from '@/lib/money'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { getPackage } from '../read/packages'
import { packageEditSchema } from '../schema'
import { cancelVersion, updatePackage } from './packages'

type Fields = Record<string, unknown>

async function change(db: Db, id: number, fields: Fields) {
  const was = await getPackage({ db, actor: admin, today }, id)
  if (!was) throw new Error('no package')
  const { name, revision } = was
  await updatePackage(
    { db, actor: admin, today },
    packageEditSchema.parse({ id, name, revision, cost: '4', ...fields }),
  )
}

async function post(db: Db, customerId: number, throughOn: string) {
  await runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today, customerId })
}

/** Billing date and unit price of every charge of an assignment, such as `2027-01-01 10`. */
async function charged(db: Db, assignmentId: number): Promise<string[]> {
  const rows = await rowsOf<{ day: string; unit: string }>(
    db,
    sql`select billing_on::text as day, unit_retail_micro::text as unit from charges
      where assignment_id = ${assignmentId} order by billing_on, id`,
  )
  return rows.map(({ day, unit }) => `${day} ${microText(BigInt(unit))}`)
}

const prices = (...lines: [unit: number, ...dates: string[]][]) =>
  lines.flatMap(([unit, ...dates]) => dates.map(date => `${date} ${unit}`)).sort()

type Case = {
  terms: Fields
  startOn: string
  /** The old price on these dates whatever happens, then the boundary, then the one after it. */
  dates: [old: string[], boundary: string, next: string]
  /** The boundary's own day, where charges are dated later. */
  opens?: string
  /** The day before the boundary and the day after it. */
  around: [before: string, after: string]
}

const cases: [string, Case][] = [
  [
    'every second day',
    {
      terms: { frequency: 'daily', every: 2, match: '' },
      startOn: today,
      dates: [['2026-11-23', '2026-11-25'], '2026-11-27', '2026-11-29'],
      around: ['2026-11-26', '2026-11-28'],
    },
  ],
  [
    'weekly on two weekdays',
    {
      terms: { frequency: 'weekly', match: 'mon|thu' },
      startOn: today,
      dates: [['2026-11-23', '2026-11-26'], '2026-11-30', '2026-12-03'],
      around: ['2026-11-29', '2026-12-01'],
    },
  ],
  [
    'monthly on 15 and 31, clamped after',
    {
      terms: { frequency: 'monthly', match: '15|31' },
      startOn: '2027-02-15',
      dates: [['2027-02-15'], '2027-02-28', '2027-03-15'],
      around: ['2027-02-27', '2027-03-01'],
    },
  ],
  [
    'every three months on the anniversary',
    {
      terms: { frequency: 'monthly', every: 3, match: '' },
      startOn: '2026-11-30',
      dates: [['2026-11-30'], '2027-02-28', '2027-05-30'],
      around: ['2027-02-27', '2027-03-01'],
    },
  ],
  [
    'yearly on two days',
    {
      terms: { frequency: 'yearly', match: '03-31|09-30' },
      startOn: today,
      dates: [['2027-03-31'], '2027-09-30', '2028-03-31'],
      around: ['2027-09-29', '2027-10-01'],
    },
  ],
  [
    'monthly in arrears, a charge is dated when its period ends',
    {
      terms: { frequency: 'monthly', match: '1', timing: 'arrears' },
      startOn: '2026-12-01',
      dates: [['2027-01-01'], '2027-02-01', '2027-03-01'],
      opens: '2027-01-01',
      around: ['2026-12-31', '2027-01-02'],
    },
  ],
  [
    'a minimum spend, dated when its window closes',
    {
      terms: { frequency: 'monthly', match: '1', minimumSpend: 'yes' },
      startOn: '2026-12-01',
      dates: [['2027-01-01'], '2027-02-01', '2027-03-01'],
      opens: '2027-01-01',
      around: ['2026-12-31', '2027-01-02'],
    },
  ],
]

describeDatabases('versions through real runs', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  test.each(cases)(
    '%s: a new price counts from the first boundary on or after its date',
    async (_, { terms, startOn, dates, opens, around }) => {
      const [old, boundary, next] = dates
      const effective: [string, string[]][] = [
        [opens ?? boundary, prices([10, ...old], [20, boundary, next])],
        [around[0], prices([10, ...old], [20, boundary, next])],
        [around[1], prices([10, ...old, boundary], [20, next])],
      ]
      for (const [effectiveOn, expected] of effective) {
        const packageId = await makePackage(db, { ...terms, retail: '10' })
        const [stepped, late] = [await makeCustomer(db), await makeCustomer(db)]
        const first = await assign(db, { packageId, customerId: stepped, startOn })
        const second = await assign(db, { packageId, customerId: late, startOn })
        await post(db, stepped, old.at(-1) ?? startOn)
        await change(db, packageId, { ...terms, retail: '20', effectiveOn })
        // Date by date, and all at once at the end: the same ledger.
        await post(db, stepped, boundary)
        await post(db, stepped, next)
        await post(db, late, next)
        expect(await charged(db, first)).toEqual(expected)
        expect(await charged(db, second)).toEqual(expected)
      }
    },
  )

  test('a one-time package is charged at the terms of its start, whatever comes later', async () => {
    const packageId = await makePackage(db, { frequency: 'none', match: '', retail: '10' })
    const customerId = await makeCustomer(db)
    const early = await assign(db, { packageId, customerId, startOn: '2026-12-01' })
    const later = await assign(db, { packageId, customerId, startOn: '2026-12-02' })
    await change(db, packageId, { retail: '20', effectiveOn: '2026-12-02' })
    await post(db, customerId, '2027-12-31')
    expect(await charged(db, early)).toEqual(['2026-12-01 10'])
    expect(await charged(db, later)).toEqual(['2026-12-02 20'])
  })

  test('a changed match leaves a first period under the new policy, then the new dates', async () => {
    const packageId = await makePackage(db, { retail: '28' })
    const customerId = await makeCustomer(db)
    const id = await assign(db, { packageId, customerId, startOn: '2027-01-01' })
    const terms = { frequency: 'monthly', match: '15', retail: '28', firstPeriod: 'prorate' }
    await change(db, packageId, { ...terms, effectiveOn: '2027-01-20' })
    await post(db, customerId, '2027-03-15')
    const rows = await rowsOf<{ line: string }>(
      db,
      sql`select concat_ws(' ', billing_on, period_from, period_to, retail_minor) as line from charges
        where assignment_id = ${id} order by billing_on`,
    )
    expect(rows.map(row => row.line)).toEqual([
      '2027-01-01 2027-01-01 2027-02-01 2800',
      // 14 of the 31 days from 15 January to 15 February.
      '2027-02-01 2027-02-01 2027-02-15 1265',
      '2027-02-15 2027-02-15 2027-03-15 2800',
      '2027-03-15 2027-03-15 2027-04-15 2800',
    ])
  })

  test('a change from weekly to monthly leaves no day twice and skips the stub where the policy says so', async () => {
    const packageId = await makePackage(db, { frequency: 'weekly', match: 'mon' })
    const customerId = await makeCustomer(db)
    const id = await assign(db, { packageId, customerId, startOn: today })
    await change(db, packageId, { frequency: 'monthly', match: '1', retail: '40', effectiveOn: '2026-12-12' })
    await post(db, customerId, '2027-02-01')
    expect(await charged(db, id)).toEqual(
      prices([10, '2026-11-23', '2026-11-30', '2026-12-07'], [40, '2027-01-01', '2027-02-01']),
    )
  })

  test('grandfathered assignments stay beside those that follow, until a version for everyone', async () => {
    const terms = { frequency: 'monthly', match: '' }
    const packageId = await makePackage(db, { ...terms, retail: '10' })
    const customerId = await makeCustomer(db)
    const give = (startOn: string) => assign(db, { packageId, customerId, startOn })
    const ids = [await give('2026-12-01'), await give('2026-12-15'), await give('2027-01-10')]
    await change(db, packageId, { ...terms, retail: '20', effectiveOn: '2026-12-15', appliesTo: 'new' })
    await change(db, packageId, { ...terms, retail: '30', effectiveOn: '2027-03-01' })
    await post(db, customerId, '2027-03-31')
    expect(await Promise.all(ids.map(id => charged(db, id)))).toEqual([
      prices([10, '2026-12-01', '2027-01-01', '2027-02-01'], [30, '2027-03-01']),
      prices([20, '2026-12-15', '2027-01-15', '2027-02-15'], [30, '2027-03-15']),
      prices([20, '2027-01-10', '2027-02-10'], [30, '2027-03-10']),
    ])
  })

  test('a period that was charged before the change keeps its price; the next one has the new', async () => {
    const packageId = await makePackage(db, { retail: '10' })
    const customerId = await makeCustomer(db)
    const id = await assign(db, { packageId, customerId, startOn: '2026-12-01' })
    await post(db, customerId, '2027-01-31')
    const terms = { frequency: 'monthly', match: '1' }
    await change(db, packageId, { ...terms, retail: '20', effectiveOn: '2027-01-01' })
    await post(db, customerId, '2027-02-28')
    expect(await charged(db, id)).toEqual(prices([10, '2026-12-01', '2027-01-01'], [20, '2027-02-01']))
  })

  test('a scheduled version that was called off charges nobody, and one in its place charges instead', async () => {
    const terms = { frequency: 'monthly', match: '1' }
    const packageId = await makePackage(db, { retail: '10' })
    const customerId = await makeCustomer(db)
    const id = await assign(db, { packageId, customerId, startOn: '2026-12-01' })
    await change(db, packageId, { ...terms, retail: '20', effectiveOn: '2027-01-01' })
    const versionId = (await getPackage({ db, actor: admin, today }, packageId))?.versions[0]?.id ?? 0
    await cancelVersion({ db, actor: admin, today }, { packageId, versionId })
    await post(db, customerId, '2027-01-01')
    await change(db, packageId, { ...terms, retail: '30', effectiveOn: '2027-03-01' })
    const next = (await getPackage({ db, actor: admin, today }, packageId))?.versions[0]?.id
    await change(db, packageId, { ...terms, retail: '40', effectiveOn: '2027-02-01', replacesVersion: next })
    await post(db, customerId, '2027-03-01')
    expect(await charged(db, id)).toEqual(
      prices([10, '2026-12-01', '2027-01-01'], [40, '2027-02-01', '2027-03-01']),
    )
  })
})
