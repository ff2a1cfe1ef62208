import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { laterChanges } from '@/lib/assignments/counts-from'
import { listComingLines, loadFacts } from '@/lib/assignments/read/lines'
import { waiveComing } from '@/lib/assignments/write/waive-coming'
import { runBilling } from '@/lib/billing-runs/start'
import { undoRun } from '@/lib/billing-runs/undo/undo'
import { didEditSchema } from '@/lib/dids/schema'
import { updateDid } from '@/lib/dids/write/dids'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { changePricesSchema } from '../many-schema'
import { packageEditSchema } from '../schema'
import { changePrices } from '../write/many'
import { cancelVersion, updatePackage } from '../write/packages'
import { versionsCounting } from './impact-counting'
import { getEditImpact } from './impact-of-edit'
import { previewPrices } from './many'
import { getPackage } from './packages'

type Fields = Record<string, unknown>
const monthly = { frequency: 'monthly', match: '1' }

describeDatabases('the day from which a change counts', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  const post = (customerId: number, throughOn: string, on = today) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today: on, customerId })
  async function typed(id: number, fields: Fields, on = today) {
    const was = await getPackage({ db, actor: admin, today: on }, id)
    if (!was) throw new Error('no package')
    const { name, revision } = was
    return packageEditSchema.parse({ id, name, revision, cost: '4', ...monthly, ...fields })
  }
  const impactOf = async (id: number, fields: Fields, on = today) =>
    getEditImpact({ db, actor: admin, today: on }, await typed(id, fields, on))
  const save = async (id: number, fields: Fields, on = today) =>
    updatePackage({ db, actor: admin, today: on }, await typed(id, fields, on))
  /** The billing date of the first coming line at a retail price of one unit, in minor units. */
  const firstAt = async (assignmentId: number, retailMinor: bigint, on = today) =>
    (await listComingLines({ db, actor: admin, today: on }, [assignmentId], 'USD')).find(
      l => l.retailMinor === retailMinor,
    )?.billingOn

  test('where December is charged already, it is 1 Jan; where it is not, 1 Dec', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const [ahead, plain] = [await makeCustomer(db), await makeCustomer(db)]
    const charged = await assign(db, { packageId: id, customerId: ahead, startOn: '2026-12-01' })
    await post(ahead, '2026-12-01')
    const change = { retail: '40', effectiveOn: '2026-12-01' }
    expect(await impactOf(id, change)).toMatchObject({
      assignments: 1,
      firstOn: '2027-01-01',
      lastOn: '2027-01-01',
      heldOff: 1,
    })
    await assign(db, { packageId: id, customerId: plain, startOn: '2026-12-01' })
    expect(await impactOf(id, change)).toMatchObject({
      assignments: 2,
      firstOn: '2026-12-01',
      lastOn: '2027-01-01',
      heldOff: 1,
    })
    await save(id, change)
    expect(await firstAt(charged, 4000n)).toBe('2027-01-01')
  })

  test('a waived period and a run ahead hold it off, an undone charge does not', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    const { runId } = await post(customerId, '2027-02-01')
    const change = { retail: '40', effectiveOn: '2026-12-15' }
    expect(await impactOf(id, change)).toMatchObject({ firstOn: '2027-03-01', heldOff: 1 })
    await undoRun({ db, actor: admin }, { runId, reason: 'a test', now: new Date(), today })
    expect(await impactOf(id, change)).toMatchObject({ firstOn: '2027-01-01', heldOff: 0 })
    const period = { periodFrom: '2027-02-01', billingOn: '2027-02-01' }
    await waiveComing(
      { db, actor: admin, today },
      { assignmentId, kind: 'recurring', ...period, reason: 'a test' },
    )
    expect(await impactOf(id, change)).toMatchObject({ firstOn: '2027-03-01', heldOff: 1 })
  })

  test('a scheduled version in whose place it comes gives way, and one that decides leaves it no day', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    await post(customerId, '2026-12-01')
    await save(id, { retail: '50', effectiveOn: '2027-01-01' })
    const early = { retail: '40', effectiveOn: '2026-12-01' }
    expect(await impactOf(id, early)).toMatchObject({ assignments: 0, firstOn: null, overruled: 1 })
    const version = (await getPackage({ db, actor: admin, today }, id))?.versions[0]
    expect(await impactOf(id, { ...early, replacesVersion: version?.id })).toMatchObject({
      assignments: 1,
      firstOn: '2027-01-01',
      before: { retailMinor: 5000n },
      after: { retailMinor: 4000n },
      overruled: 0,
    })
    // Charged under it, it is not called off any more before the first boundary after that.
    await post(customerId, '2027-01-01')
    expect(await impactOf(id, { ...early, replacesVersion: version?.id })).toMatchObject({
      firstOn: '2027-02-01',
      before: { retailMinor: 5000n },
    })
    await cancelVersion({ db, actor: admin, today }, { packageId: id, versionId: version?.id ?? 0 })
    expect(await firstAt(assignmentId, 3000n)).toBe('2027-02-01')
  })

  test('of a version that counts late, the next one is compared with what is in force by then', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    await post(customerId, '2027-01-01')
    await save(id, { frequency: 'daily', match: '', retail: '1' })
    expect(
      await impactOf(id, { frequency: 'daily', match: '', retail: '2', effectiveOn: '2027-01-10' }),
    ).toMatchObject({ firstOn: '2027-02-01', overruled: 0, heldOff: 1 })
  })

  test('a moved number counts once, on the part whose periods it concerns', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const [old, next] = [await makeCustomer(db), await makeCustomer(db)]
    const did = await makeDid(db, old)
    await assign(db, { packageId: id, didId: did.id, startOn: '2026-11-01', pastDates: 'charge' })
    await post(old, '2026-12-01')
    const edit = didEditSchema.parse({
      id: did.id,
      revision: 1,
      number: did.number,
      customerId: next,
      openAssignments: 'move',
    })
    await updateDid({ db, actor: admin, today }, edit)
    expect(await impactOf(id, { retail: '40', effectiveOn: '2026-12-01' })).toMatchObject({
      assignments: 1,
      customers: 1,
      firstOn: '2027-01-01',
      most: [{ id: next, retailMinor: 1000n }],
    })
  })

  test('days that the first-period policy gives away are told: 1 Dec to 15 Dec', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    await assign(db, { packageId: id, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    await assign(db, { packageId: id, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    await assign(db, { packageId: id, customerId, startOn: '2027-01-10' })
    const change = { match: '15', retail: '30', effectiveOn: '2026-12-01' }
    expect(await impactOf(id, change)).toMatchObject({
      assignments: 3,
      givenAway: { assignments: 2, days: 28 },
    })
    expect(await impactOf(id, { ...change, firstPeriod: 'prorate' })).toMatchObject({
      givenAway: { assignments: 0, days: 0 },
    })
    expect(await impactOf(id, { retail: '40', effectiveOn: '2026-12-01' })).toMatchObject({
      givenAway: { assignments: 0, days: 0 },
    })
  })

  test('prices of many packages say the days too, and one with a scheduled version counts until then', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    await post(customerId, '2026-12-01')
    await save(id, { retail: '50', effectiveOn: '2027-02-01' })
    const input = changePricesSchema.parse({
      packages: [{ id, revision: null }],
      ...{ percent: '10', retail: true, cost: false, rounding: 'exact' },
      ...{ effectiveOn: '2026-12-01', appliesTo: 'all' },
    })
    const preview = await previewPrices({ db, actor: admin, today }, input)
    expect(preview).toMatchObject({
      changed: 1,
      rows: [{ problem: null, note: 'Until 1 Feb 2027: version 2 is scheduled from then.' }],
      impact: [{ assignments: 1, firstOn: '2027-01-01', lastOn: '2027-01-01', heldOff: 1 }],
    })
    await changePrices({ db, actor: admin, today }, { ...input, packages: [{ id, revision: 2 }] })
    expect(await firstAt(assignmentId, 3300n)).toBe('2027-01-01')
    expect(await firstAt(assignmentId, 5000n)).toBe('2027-02-01')
  })

  test('the versions of a package say from when they count, and the one that never does', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    await post(customerId, '2026-12-01')
    await save(id, { retail: '40', effectiveOn: '2026-12-15' })
    await save(id, { retail: '50', effectiveOn: '2026-12-15' })
    await save(id, { retail: '60', effectiveOn: '2026-12-01' })
    await save(id, { retail: '70', effectiveOn: '2027-02-01' })
    const shown = async () => {
      const item = await getPackage({ db, actor: admin, today }, id)
      if (!item) throw new Error('no package')
      const counting = await versionsCounting({ db, actor: admin, today }, item)
      return item.versions.map(({ id: version }) => counting.get(version))
    }
    expect(await shown()).toEqual([
      { firstOn: '2027-02-01', lastOn: '2027-02-01', isOverruled: false, never: false },
      // From 1 Dec, which is charged: on 1 Jan the version from 15 Dec decides. Who begins on 1 Dec has it.
      { firstOn: null, lastOn: null, isOverruled: true, never: false },
      { firstOn: '2027-01-01', lastOn: '2027-01-01', isOverruled: false, never: false },
      { firstOn: null, lastOn: null, isOverruled: true, never: true },
      undefined,
    ])
    const [facts] = await loadFacts(db, [assignmentId], 'USD')
    if (!facts) throw new Error('no assignment')
    const { versions } = laterChanges(facts, today)
    expect(versions.map(({ version, countsOn, never }) => [version, countsOn ?? never])).toEqual([
      [4, 'overruled'],
      [2, 'overruled'],
      [3, '2027-01-01'],
      [5, '2027-02-01'],
    ])
  })
})
