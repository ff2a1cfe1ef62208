import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { listHistory } from '@/lib/audit/read/history'
import { listCharges } from '@/lib/charges/read/charges'
import { listEntitlements } from '@/lib/connexcs/read'
import { countOf, listCustomers, searchCustomers } from '@/lib/customers/read/customers'
import { countOpenAssignments, listCarriers, listDids, searchDids } from '@/lib/dids/read/dids'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makeManager, makePackage, postCharge } from '@/testing/makers'
import { today } from '@/testing/today'
import { assignmentDraftSchema } from '../schema'
import { type AssignmentAsk, getAssignment, listAssignments, listOpenAssignmentIds } from './assignments'
import { describeRows } from './describe'
import { listComingLines, listDueLines, shortageOf } from './lines'
import { countMinimumSpend, listPackageNames } from './package-names'
import { previewAssignment } from './preview'

const noFilter = { search: '', sort: '', filters: {}, today }

describeDatabases('finding customers, numbers and assignments', open => {
  let db: Db
  let manager: Actor
  let own: number
  let foreign: number
  let seat: number
  let ids: Record<'upcoming' | 'active' | 'ending' | 'ended' | 'foreign' | 'onDid', number>
  let did: { id: number; number: string }
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    own = await makeCustomer(db, { name: 'Acme 100%', accountManagerId: manager.id, debitLimit: '25' })
    foreign = await makeCustomer(db, { name: 'Other' })
    seat = await makePackage(db, { name: 'Seat', connexcsPackage: 'Call Recording' })
    did = await makeDid(db, own, { number: '442099887766', carrier: 'Bandline' })
    await makeDid(db, null, { number: '442011112222', carrier: 'Voxbridge', isEnabled: false })
    await makeDid(db, foreign, { number: '33123456789' })
    const past = { packageId: seat, customerId: own, startOn: '2026-01-10', pastDates: 'mark_billed' }
    ids = {
      upcoming: await assign(db, { ...past, startOn: '2027-01-01' }),
      active: await assign(db, { ...past, reference: 'PO-7' }),
      ending: await assign(db, { ...past, endOn: today }),
      ended: await assign(db, { ...past, endOn: '2026-11-22' }),
      foreign: await assign(db, { ...past, customerId: foreign }),
      onDid: await assign(db, { packageId: seat, didId: did.id }),
    }
  })
  const listed = async (ask: Partial<AssignmentAsk>, actor = admin) =>
    (await listAssignments({ db, actor }, { ...noFilter, ...ask })).rows
      .map(row => row.id)
      .sort((a, b) => a - b)

  test('the status of an assignment is the one that its filter finds', async () => {
    expect(await listed({ filters: { status: 'upcoming' } })).toEqual([ids.upcoming])
    expect(await listed({ filters: { status: 'active', customerId: own } })).toEqual([ids.active, ids.onDid])
    expect(await listed({ filters: { status: 'ending' } })).toEqual([ids.ending])
    expect(await listed({ filters: { status: 'ended' } })).toEqual([ids.ended])
    const { rows } = await listAssignments({ db, actor: admin }, noFilter)
    const statuses = new Map(
      (await describeRows({ db, actor: admin, today }, rows)).map(row => [row.id, row.status]),
    )
    expect(statuses.get(ids.ending)).toBe('ending')
    expect(statuses.get(ids.ended)).toBe('ended')
    expect(statuses.get(ids.upcoming)).toBe('upcoming')
  })

  test('assignments are found by reference, package, customer, code and number', async () => {
    expect(await listed({ search: 'po-7' })).toEqual([ids.active])
    expect(await listed({ search: 'seat' })).toHaveLength(6)
    expect(await listed({ search: '9988' })).toEqual([ids.onDid])
    expect(await listed({ search: '100%' })).toHaveLength(5)
    expect(await listed({ search: '%' })).toHaveLength(5)
    expect(await listed({ filters: { target: 'did' } })).toEqual([ids.onDid])
    expect(await listed({ filters: { didId: did.id } })).toEqual([ids.onDid])
  })

  test('every order holds, also backwards', async () => {
    for (const sort of ['reference', 'start', '-start', 'end', '-end', 'package', '-customer', 'nonsense'])
      expect((await listAssignments({ db, actor: admin }, { ...noFilter, sort })).rows).toHaveLength(6)
    for (const sort of ['name', '-code', 'balance', '-available', 'manager'])
      expect((await listCustomers({ db, actor: admin }, { ...noFilter, sort })).rows).toHaveLength(2)
    for (const sort of ['number', '-carrier', 'customer'])
      expect((await listDids({ db, actor: admin }, { ...noFilter, sort })).rows).toHaveLength(3)
  })

  test("an account manager finds nothing of others, and others' ids are not there", async () => {
    expect(await listed({}, manager)).not.toContain(ids.foreign)
    expect(await getAssignment({ db, actor: manager }, ids.foreign)).toBeNull()
    expect((await getAssignment({ db, actor: manager }, ids.active))?.reference).toBe('PO-7')
    const found = await listCustomers({ db, actor: manager }, noFilter)
    expect(found).toMatchObject({ count: 1, rows: [{ id: own, didCount: 1, activeCount: 3 }] })
    expect((await listDids({ db, actor: manager }, noFilter)).rows.map(row => row.number)).toEqual([
      did.number,
    ])
    expect(await listCarriers({ db, actor: manager })).toEqual(['Bandline'])
    expect(await searchCustomers({ db, actor: manager }, 'other')).toEqual([])
    expect(await searchDids({ db, actor: manager }, '331')).toEqual([])
    expect(await listPackageNames({ db, actor: manager }, [ids.foreign])).toEqual(new Map())
    expect((await listCharges({ db, actor: manager }, { customerIds: [foreign] })).rows).toEqual([])
  })

  test('numbers are found by any part, carrier and customer, and narrowed by owner, package and state', async () => {
    const numbers = async (search: string, filters = {}) =>
      (await listDids({ db, actor: admin }, { ...noFilter, search, filters })).rows.map(row => row.number)
    expect(await numbers('+44 20 9988')).toEqual([did.number])
    expect(await numbers('bandline')).toEqual([did.number])
    expect(await numbers('acme')).toEqual([did.number])
    expect(await numbers('', { owner: 'stock' })).toEqual(['442011112222'])
    expect(await numbers('', { package: 'with' })).toEqual([did.number])
    expect(await numbers('', { package: 'without', owner: 'assigned' })).toEqual(['33123456789'])
    expect(await numbers('', { enabled: 'no' })).toEqual(['442011112222'])
    expect(await countOpenAssignments({ db, actor: admin, today }, did.id)).toBe(1)
  })

  test('a customer counts what has not ended, and its features while they are active', async () => {
    expect(await countOf({ db, today }, own)).toEqual({ dids: 1, assignments: 4 })
    expect(await listEntitlements({ db, actor: manager, today }, own)).toEqual([
      { name: 'Call Recording', fromOn: '2026-01-10', toOn: null, isActive: true },
    ])
  })

  test('what is due and what comes is what the planner says, without cost for who may not see it', async () => {
    const open = await listOpenAssignmentIds({ db, actor: manager, today }, { customerId: own })
    const coming = await listComingLines({ db, actor: manager, today }, open, 'USD')
    expect(coming.slice(0, 2)).toMatchObject([
      { assignmentId: ids.active, billingOn: '2026-12-01', retailMinor: 1000n, costMinor: null },
      { assignmentId: ids.onDid, billingOn: '2026-12-01', retailMinor: 1000n, costMinor: null },
    ])
    expect(await listDueLines({ db, actor: manager, today }, { id: own, currency: 'USD' })).toEqual([])
    expect(shortageOf(2500n, coming)?.on).toBe('2027-01-01')
    expect(shortageOf(10n ** 9n, coming)).toBeNull()
    const [line] = await listComingLines({ db, actor: admin, today }, [ids.active], 'USD')
    expect(line?.costMinor).toBe(400n)
  })

  test('a draft lists its past dates and its coming ones before anything is saved', async () => {
    const draft = assignmentDraftSchema.parse({
      packageId: String(seat),
      customerId: own,
      quantity: '2',
      startOn: '2026-10-01',
      endOn: '',
    })
    const preview = await previewAssignment({ db, actor: manager, today }, draft)
    expect(preview?.card).toMatchObject({ name: 'Seat', costMicro: null, retailMicro: 10_000_000 })
    expect(preview?.charges).toMatchObject({ pastCount: 2, pastMinor: 4000n })
    expect(preview?.charges?.coming[0]).toMatchObject({ billingOn: '2026-12-01', retailMinor: 2000n })
    expect(preview?.charges?.coming).toHaveLength(12)
    expect(
      (await previewAssignment({ db, actor: manager, today }, { ...draft, quantity: null }))?.charges,
    ).toBeNull()
  })

  test('a second minimum spend is counted for the warning, a DID beside its customer too', async () => {
    const spend = await makePackage(db, { minimumSpend: 'yes' })
    const payer = await makeCustomer(db)
    const number = await makeDid(db, payer)
    await assign(db, { packageId: spend, customerId: payer })
    expect(
      await countMinimumSpend({ db, actor: admin, today }, { customerId: payer, didId: number.id }),
    ).toBe(1)
    const draft = assignmentDraftSchema.parse({
      packageId: spend,
      customerId: payer,
      quantity: 1,
      startOn: today,
    })
    expect((await previewAssignment({ db, actor: admin, today }, draft))?.otherCommitments).toBe(1)
  })

  test('charges come a page at a time, the latest first, and one page back', async () => {
    const payer = await makeCustomer(db)
    const id = await assign(db, { packageId: seat, customerId: payer })
    for (let i = 0; i < 55; i += 1)
      await postCharge(db, id, { periodFrom: `${2027 + i}-01-01`, periodTo: `${2027 + i}-02-01` })
    const ask = { customerIds: [payer], assignmentId: id }
    const first = await listCharges({ db, actor: admin }, ask)
    expect(first.rows).toHaveLength(50)
    expect(first.rows[0]?.billingOn).toBe('2081-01-01')
    expect(first.previous).toBeNull()
    const second = await listCharges({ db, actor: admin }, { ...ask, after: first.next })
    expect(second.rows.map(row => row.billingOn)).toEqual([
      '2031-01-01',
      '2030-01-01',
      '2029-01-01',
      '2028-01-01',
      '2027-01-01',
    ])
    const back = await listCharges({ db, actor: admin }, { ...ask, before: second.previous })
    expect(back.rows.map(row => row.id)).toEqual(first.rows.map(row => row.id))
    expect((await listCharges({ db, actor: manager }, { customerIds: [payer] })).rows).toEqual([])
    const withoutCost = await listCharges({ db, actor: { ...admin, canSeeCost: false } }, ask)
    expect(withoutCost.rows[0]?.costMinor).toBeNull()
  })

  test('the history of a customer holds that of its assignments and numbers', async () => {
    const found = await listHistory({ db, actor: manager }, { customerId: own }, {})
    const actions = new Set(found.rows.map(row => row.action))
    expect(actions).toEqual(new Set(['customer.created', 'did.created', 'assignment.created']))
    expect(JSON.stringify(found.rows)).not.toContain('payerId')
  })
})
