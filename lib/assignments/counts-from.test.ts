import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { laterChanges } from './counts-from'
import { listComingLines, loadFacts } from './read/lines'
import { changeQuantity } from './write/change-quantity'

const monthly = { frequency: 'monthly', match: '1' }

describeDatabases('the day from which a quantity counts', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })
  const post = (customerId: number, throughOn: string) =>
    runBilling({ db, actor: admin }, { mode: 'post', throughOn, now: new Date(), today, customerId })
  const firstAt = async (assignmentId: number, retailMinor: bigint) =>
    (await listComingLines({ db, actor: admin, today }, [assignmentId], 'USD')).find(
      l => l.retailMinor === retailMinor,
    )?.billingOn

  test('a quantity says the day that counts', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, { packageId: id, customerId, startOn: '2026-12-01' })
    await post(customerId, '2026-12-01')
    const { revision } = await assignmentRow(db, assignmentId)
    const input = { id: assignmentId, revision, quantity: 4, effectiveOn: '2026-12-01' }
    expect(await changeQuantity({ db, actor: admin, today }, input)).toMatchObject({ countsOn: '2027-01-01' })
    expect(await firstAt(assignmentId, 12_000n)).toBe('2027-01-01')
  })

  test('the later quantities of an assignment say from when they count, and the one that never does', async () => {
    const id = await makePackage(db, { ...monthly, retail: '30' })
    const customerId = await makeCustomer(db)
    const assignmentId = await assign(db, {
      packageId: id,
      customerId,
      startOn: '2026-12-01',
      endOn: '2027-03-15',
    })
    await post(customerId, '2026-12-01')
    const type = async (quantity: number, effectiveOn: string) => {
      const { revision } = await assignmentRow(db, assignmentId)
      return changeQuantity(
        { db, actor: admin, today },
        { id: assignmentId, revision, quantity, effectiveOn },
      )
    }
    expect(await type(2, '2026-12-01')).toMatchObject({ countsOn: '2027-01-01', isHeldOff: true })
    expect(await type(3, '2026-12-20')).toMatchObject({ countsOn: '2027-01-01', isHeldOff: false })
    expect(await type(4, '2026-12-10')).toMatchObject({ countsOn: null, never: 'overruled' })
    expect(await type(5, '2027-03-02')).toMatchObject({ countsOn: null, never: 'ends' })
    const [facts] = await loadFacts(db, [assignmentId], 'USD')
    if (!facts) throw new Error('no assignment')
    const { quantities } = laterChanges(facts, today)
    expect(quantities.map(({ quantity, countsOn, never }) => [quantity, countsOn ?? never])).toEqual([
      [2, 'overruled'],
      [4, 'overruled'],
      [3, '2027-01-01'],
      [5, 'ends'],
    ])
  })
})
