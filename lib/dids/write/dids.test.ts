import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases, describePostgres } from '@/testing/database'
import {
  assign,
  assignmentRow,
  makeCustomer,
  makeDid,
  makeManager,
  makePackage,
  refusalOf,
} from '@/testing/makers'
import { today } from '@/testing/today'
import { getDid } from '../read/dids'
import { didEditSchema, didSchema } from '../schema'
import { createDid, updateDid } from './dids'

describeDatabases('DIDs', open => {
  let db: Db
  let packageId: number
  let manager: Actor
  let own: number
  let foreign: number
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    packageId = await makePackage(db)
    own = await makeCustomer(db, { accountManagerId: manager.id })
    foreign = await makeCustomer(db)
  })
  const edit = async (id: number, fields: Record<string, unknown>, actor = admin) => {
    const was = await getDid({ db, actor: admin }, id)
    if (!was) throw new Error('no DID')
    const { number, customerId, carrier, isEnabled, revision } = was
    const input = { id, revision, number, customerId, carrier, isEnabled, ...fields }
    return updateDid({ db, actor, today }, didEditSchema.parse(input))
  }

  test('a number exists once, however it was typed', async () => {
    await createDid({ db, actor: admin }, didSchema.parse({ number: '+44 20 1111-2222' }))
    const twice = createDid({ db, actor: admin }, didSchema.parse({ number: '442011112222' }))
    expect((await refusalOf(twice)).fieldErrors?.number).toContain('442011112222')
  })

  test('only an admin adds numbers', async () => {
    const work = createDid(
      { db, actor: manager },
      didSchema.parse({ number: '442011112223', customerId: own }),
    )
    expect((await refusalOf(work)).formError).toContain('Only an admin')
  })

  test('one that leaves with open assignments needs to know what becomes of them', async () => {
    const did = await makeDid(db, own)
    await assign(db, { packageId, didId: did.id })
    expect((await refusalOf(edit(did.id, { customerId: foreign }))).fieldErrors?.openAssignments).toContain(
      'end or move',
    )
    expect((await getDid({ db, actor: admin }, did.id))?.customerId).toBe(own)
  })

  test('moved assignments go on for the new customer, under a reference of their own', async () => {
    const did = await makeDid(db, own)
    const id = await assign(db, { packageId, didId: did.id })
    await edit(did.id, { customerId: foreign, openAssignments: 'move' })
    // Nothing is charged yet, and the first period opens today: all of it is the new customer's.
    expect(await assignmentRow(db, id)).toMatchObject({
      ...{ payerId: own, movedOn: today, billsBeforeOn: today, endOn: '2026-11-22', revision: 2 },
    })
    const [next] = await db.select().from(assignments).where(eq(assignments.movedFromId, id))
    expect(next).toMatchObject({ payerId: foreign, startOn: today, anchorOn: today, endOn: null, rootId: id })
    expect(next?.reference).not.toBe((await assignmentRow(db, id)).reference)
    expect((await getDid({ db, actor: admin }, did.id))?.customerId).toBe(foreign)
  })

  test('moving needs the same currency, and nothing is half-moved', async () => {
    const euro = await makeCustomer(db, { currency: 'EUR' })
    const did = await makeDid(db, own)
    const id = await assign(db, { packageId, didId: did.id })
    const work = edit(did.id, { customerId: euro, openAssignments: 'move' })
    expect((await refusalOf(work)).fieldErrors?.openAssignments).toContain('EUR')
    expect((await assignmentRow(db, id)).payerId).toBe(own)
    expect((await getDid({ db, actor: admin }, did.id))?.customerId).toBe(own)
  })

  test('back to stock ends what is open, and cannot move it', async () => {
    const did = await makeDid(db, own)
    const id = await assign(db, { packageId, didId: did.id })
    const moved = await refusalOf(edit(did.id, { customerId: '', openAssignments: 'move' }))
    expect(moved.fieldErrors?.openAssignments).toContain('stock')
    await edit(did.id, { customerId: '', openAssignments: 'end', endOn: '2026-11-30' })
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: '2026-11-30', payerId: own })
    expect((await getDid({ db, actor: admin }, did.id))?.customerId).toBeNull()
  })

  test('minimum days hold here too, and a reason of an admin overrides them', async () => {
    const year = await makePackage(db, { minimumDays: 365 })
    const did = await makeDid(db, own)
    const id = await assign(db, { packageId: year, didId: did.id })
    const leave = { customerId: '', openAssignments: 'end' }
    expect((await refusalOf(edit(did.id, leave))).fieldErrors?.reason).toBeDefined()
    await edit(did.id, { ...leave, reason: 'Ported away.' })
    expect((await assignmentRow(db, id)).endOn).toBe(today)
  })

  test('an assignment that ended is no question', async () => {
    const did = await makeDid(db, own)
    await assign(db, { packageId, didId: did.id, endOn: today })
    await edit(did.id, { customerId: foreign })
    expect((await getDid({ db, actor: admin }, did.id))?.customerId).toBe(foreign)
  })

  test("an account manager gives their numbers to their own customers or to stock, never to others'", async () => {
    const did = await makeDid(db, own)
    expect((await refusalOf(edit(did.id, { customerId: foreign }, manager))).formError).toContain(
      'not one of yours',
    )
    const another = await makeCustomer(db, { accountManagerId: manager.id })
    await edit(did.id, { customerId: another }, manager)
    await edit(did.id, { customerId: '' }, manager)
    expect(await getDid({ db, actor: manager }, did.id)).toBeNull()
    expect((await refusalOf(edit(did.id, { carrier: 'Mine' }, manager))).formError).toContain(
      'not one of yours',
    )
  })

  test('the second of two editors is told', async () => {
    const did = await makeDid(db, own)
    await edit(did.id, { carrier: 'Bandline', isEnabled: false })
    const stale = await refusalOf(edit(did.id, { revision: 1, carrier: 'Voxbridge' }))
    expect(stale.formError).toContain('the carrier to “Bandline”')
    expect(stale.formError).toContain('enabled to no')
  })
})

describePostgres('numbers that change places', open => {
  test('two customers give each other a number at the same moment, and neither waits for the other for ever', async () => {
    const db = await open()
    const customerIds = [await makeCustomer(db), await makeCustomer(db)]
    const numbers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => makeDid(db, customerIds[at % 2] ?? null)),
    )
    const handOver = async (id: number) => {
      const did = await getDid({ db, actor: admin }, id)
      if (!did) throw new Error('no DID')
      const customerId = customerIds.find(other => other !== did.customerId)
      return updateDid({ db, actor: admin, today }, didEditSchema.parse({ ...did, customerId }))
    }
    for (let round = 0; round < 5; round += 1) await Promise.all(numbers.map(({ id }) => handOver(id)))
    expect((await getDid({ db, actor: admin }, numbers[0]?.id ?? 0))?.customerId).toBe(customerIds[1])
  })
})
