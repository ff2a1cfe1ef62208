import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { billingRuns, charges } from '@/db/schema/billing'
import { customers } from '@/db/schema/customers'
import { packageVersions } from '@/db/schema/packages'
import { users } from '@/db/schema/users'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { listHolders, packageEarnings } from '@/lib/assignments/read/holders'
import { describeDatabases } from '@/testing/database'
import { today } from '@/testing/today'
import { packageSchema } from '../schema'
import { archivePackage, createPackage } from '../write/packages'
import { listPackages, packageFilters, packageSorts } from './list'

const now = new Date('2026-11-23T10:00:00Z')
const manager: Actor = {
  id: 'manager',
  email: 'm@example.com',
  name: 'Manager',
  role: 'account_manager',
  canSeeCost: false,
}

async function only<Row>(rows: Promise<Row[]>): Promise<Row> {
  const [row] = await rows
  if (!row) throw new Error('no row')
  return row
}

describeDatabases('the list of packages', open => {
  let db: Db
  let seat: number

  const add = async (fields: Record<string, unknown>) =>
    (await createPackage({ db, actor: admin, today }, packageSchema.parse(fields))).id
  const names = async (list: Omit<Parameters<typeof listPackages>[1], 'today' | 'now'>, actor = admin) =>
    (await listPackages({ db, actor }, { today, now, ...list })).rows.map(row => row.name)

  const manyCount = 110
  /** More than two pages, with ties in everything but the code; once. */
  const addMany = () =>
    db.execute(sql`with added as (
        insert into packages (code, name, currency, updated_at)
        select 'many-' || i, 'Many ' || i, 'USD', timestamptz '2026-11-01 10:00:00.123456+00' + make_interval(secs => i % 3)
        from generate_series(1, ${manyCount}::int) i on conflict do nothing returning id)
      insert into package_versions (package_id, number, effective_on, retail_micro, cost_micro, frequency, every)
      select id, 1, '2026-01-01', 3000000 * (id % 4), 1000000, 'monthly', 1 from added`)

  beforeAll(async () => {
    db = await open()
    await db.insert(users).values({ id: 'manager', name: 'Manager', email: 'm@example.com' })
    seat = await add({
      name: 'Seat',
      cost: '2',
      retail: '10',
      frequency: 'monthly',
      connexcsPackage: 'Storage',
    })
    await add({ name: 'free calls', cost: '9', retail: '10', type: 'free_minutes', frequency: 'weekly' })
    await add({
      name: 'Commitment',
      retail: '50',
      minimumSpend: 'yes',
      frequency: 'monthly',
      currency: 'EUR',
    })
    const old = await add({ name: 'Old', retail: '1' })
    await archivePackage({ db, actor: admin, today }, { id: old, revision: 1 })
    for (const [code, managerId, endOn] of [
      ['theirs', 'manager', null],
      ['other', null, null],
      ['gone', 'manager', '2026-11-22'],
    ] as const) {
      const customer = await only(
        db
          .insert(customers)
          .values({
            accountCode: code,
            name: `Customer ${code}`,
            currency: 'USD',
            accountManagerId: managerId,
          })
          .returning({ id: customers.id }),
      )
      await db.insert(assignments).values({
        reference: code,
        packageId: seat,
        customerId: customer.id,
        payerId: customer.id,
        startOn: '2026-01-01',
        endOn,
      })
    }
  })

  test('by name whatever the case, archived ones left out', async () => {
    expect(await names({})).toEqual(['Commitment', 'free calls', 'Seat'])
    expect(await names({ sort: '-name' })).toEqual(['Seat', 'free calls', 'Commitment'])
    expect(await names({ archived: 'archived' })).toEqual(['Old'])
    expect(await names({ archived: 'all' })).toHaveLength(4)
  })

  test('margin sorts by its share; a commitment has none and is last both ways', async () => {
    expect(await names({ sort: 'margin' })).toEqual(['free calls', 'Seat', 'Commitment'])
    expect(await names({ sort: '-margin' })).toEqual(['Seat', 'free calls', 'Commitment'])
    expect(await names({ belowMarginPercent: 20 })).toEqual(['free calls'])
    expect(await names({ belowMarginPercent: 20 }, manager)).toHaveLength(3)
  })

  test('every filter narrows, and an unknown sort is by name', async () => {
    expect(await names({ currency: 'EUR' })).toEqual(['Commitment'])
    expect(await names({ frequency: 'weekly' })).toEqual(['free calls'])
    expect(await names({ type: 'free_minutes' })).toEqual(['free calls'])
    expect(await names({ connexcs: 'Storage' })).toEqual(['Seat'])
    expect(await names({ use: 'used' })).toEqual(['Seat'])
    expect(await names({ use: 'unused' })).toEqual(['Commitment', 'free calls'])
    expect(await names({ search: 'CALL' })).toEqual(['free calls'])
    expect(await names({ sort: 'drop table' })).toEqual(['Commitment', 'free calls', 'Seat'])
    expect(await packageFilters(db)).toEqual({ currencies: ['EUR', 'USD'], connexcs: ['Storage'] })
  })

  test('an average month is that of the assignments in use; a manager’s of their own', async () => {
    const month = async (actor: Actor) =>
      (await listPackages({ db, actor }, { today, now, search: 'seat' })).rows[0]?.monthlyMinor
    expect(await month(admin)).toBe(2_000n)
    expect(await month(manager)).toBe(1_000n)
    expect(
      (await listPackages({ db, actor: admin }, { today, now, search: 'commit' })).rows[0]?.monthlyMinor,
    ).toBe(0n)
  })

  test('use sorts by the assignments that the actor may see', async () => {
    expect(await names({ sort: 'assignments' })).toEqual(['free calls', 'Commitment', 'Seat'])
    expect(await names({ sort: '-assignments' })).toEqual(['Seat', 'Commitment', 'free calls'])
  })

  test('assignments in use leave out the ended; a manager counts and sees only their own', async () => {
    const inUse = async (actor: Actor) =>
      (await listPackages({ db, actor }, { today, now, search: 'seat' })).rows[0]?.assignments
    expect(await inUse(admin)).toBe(2)
    expect(await inUse(manager)).toBe(1)
    const holders = async (actor: Actor, more = {}) =>
      (await listHolders({ db, actor }, seat, { today, ...more })).rows.map(row => row.reference)
    expect(await holders(admin)).toEqual(['other', 'theirs'])
    expect(await holders(admin, { ended: true })).toEqual(['gone', 'other', 'theirs'])
    expect(await holders(admin, { search: 'customer THEIRS' })).toEqual(['theirs'])
    expect(await holders(manager, { ended: true })).toEqual(['gone', 'theirs'])
  })

  test('earnings are sums per month with credits taken off, of what the actor may see', async () => {
    const version = await only(
      db.select({ id: packageVersions.id }).from(packageVersions).where(eq(packageVersions.packageId, seat)),
    )
    const run = await only(
      db
        .insert(billingRuns)
        .values({ mode: 'post', status: 'completed', throughOn: today })
        .returning({ id: billingRuns.id }),
    )
    const charge = async (
      reference: string,
      billingOn: string,
      kind: 'recurring' | 'credit',
      retail: bigint,
    ) => {
      const assignment = await only(db.select().from(assignments).where(eq(assignments.reference, reference)))
      await db.insert(charges).values({
        runId: run.id,
        assignmentId: assignment.id,
        customerId: assignment.payerId,
        packageId: seat,
        versionId: version.id,
        kind,
        billingOn,
        postedOn: billingOn,
        periodFrom: billingOn,
        periodTo: billingOn,
        opensOn: billingOn,
        settlement: kind === 'credit' ? 1 : 0,
        changeNumber: 0,
        quantity: 1,
        unitRetailMicro: 10_000_000,
        unitCostMicro: 2_000_000,
        numerator: 1,
        denominator: 1,
        retailMinor: retail,
        costMinor: retail / 5n,
        currency: 'USD',
        isDebited: true,
        explanation: '',
      })
    }
    await charge('theirs', '2026-09-30', 'recurring', 1_000n)
    await charge('theirs', '2026-10-01', 'recurring', 1_000n)
    await charge('theirs', '2026-10-20', 'credit', -400n)
    await charge('other', '2026-10-31', 'recurring', 1_000n)
    expect((await packageEarnings({ db, actor: admin }, seat, '2026-10-01')).figures).toEqual([
      { month: '2026-10', retailMinor: 1_600n, costMinor: 320n },
    ])
    expect((await packageEarnings({ db, actor: manager }, seat, '2026-09-01')).figures).toEqual([
      { month: '2026-09', retailMinor: 1_000n, costMinor: null },
      { month: '2026-10', retailMinor: 600n, costMinor: null },
    ])
  })

  test.each(packageSorts.flatMap(sort => [sort, `-${sort}`]))(
    'pages sorted by %s hold every package once, and lead back to the first',
    async sort => {
      await addMany()
      const list = { today, now, sort, archived: 'all' }
      const pages = [await listPackages({ db, actor: admin }, list)]
      for (let after = pages[0]?.next; after; after = pages.at(-1)?.next)
        pages.push(await listPackages({ db, actor: admin }, { ...list, after }))
      const ids = pages.flatMap(page => page.rows.map(row => row.id))
      expect(pages.map(page => page.rows.length)).toEqual([50, 50, manyCount + 4 - 100])
      expect(new Set(ids).size).toBe(manyCount + 4)
      const before = pages[1]?.previous
      expect((await listPackages({ db, actor: admin }, { ...list, before })).rows).toEqual(pages[0]?.rows)
    },
  )
})
