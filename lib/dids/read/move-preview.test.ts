import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { charges } from '@/db/schema/billing'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
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
import { didEditSchema, moveAskSchema } from '../schema'
import { updateDid } from '../write/dids'
import { getDid } from './dids'
import { previewLeaving } from './move-preview'

describeDatabases('a number that leaves its customer', open => {
  let db: Db
  let manager: Actor
  let own: number
  let foreign: number
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    own = await makeCustomer(db, { accountManagerId: manager.id })
    foreign = await makeCustomer(db)
  })
  const withPackage = async (terms: Record<string, unknown>, fields: Record<string, unknown> = {}) => {
    const did = await makeDid(db, own)
    const packageId = await makePackage(db, terms)
    const start = { startOn: '2026-10-01', pastDates: 'charge' }
    return { did: did.id, id: await assign(db, { packageId, didId: did.id, ...start, ...fields }) }
  }
  const post = (customerId: number, throughOn: string) =>
    runBilling(
      { db, actor: admin },
      { mode: 'post', throughOn, now: new Date(), today, customerIds: [customerId] },
    )
  const look = async (id: number, fields: Record<string, unknown>, actor = admin) =>
    previewLeaving({ db, actor, today }, moveAskSchema.parse({ id, customerId: foreign, ...fields }))
  const save = async (id: number, fields: Record<string, unknown>) => {
    const did = await getDid({ db, actor: admin }, id)
    return updateDid(
      { db, actor: admin, today },
      didEditSchema.parse({ ...did, customerId: foreign, ...fields }),
    )
  }
  const moved = async (id: number) => {
    const seen = await look(id, { openAssignments: 'move' })
    return seen?.assignments[0]?.moved
  }
  const posted = async (assignmentId: number) => {
    const rows = await db
      .select({ billingOn: charges.billingOn, retailMinor: charges.retailMinor })
      .from(charges)
      .where(eq(charges.assignmentId, assignmentId))
      .orderBy(asc(charges.billingOn))
    return rows
  }
  const lines = (of: readonly { billingOn: string; retailMinor: bigint }[] | undefined) =>
    of?.map(({ billingOn, retailMinor }) => ({ billingOn, retailMinor }))

  test('shows the boundary and what either side pays, and the runs after the move say the same', async () => {
    const { did, id } = await withPackage({ timing: 'arrears' })
    await post(own, today)
    const before = await posted(id)
    const seen = await moved(did)
    expect(seen).toMatchObject({ is: 'divided', boundary: '2026-12-01', oldCount: 1 })
    await save(did, { openAssignments: 'move' })
    const [next] = await db.select().from(assignments).where(eq(assignments.movedFromId, id))
    expect(next).toMatchObject({ startOn: seen?.boundary, payerId: foreign })
    await post(own, '2027-02-20')
    await post(foreign, '2027-02-20')
    expect((await posted(id)).slice(before.length)).toEqual(lines(seen?.old))
    expect(await posted(next?.id ?? 0)).toEqual(lines(seen?.next.slice(0, 2)))
    expect(lines(seen?.next)?.map(line => line.billingOn)).toEqual(['2027-01-01', '2027-02-01', '2027-03-01'])
  })

  test('says what is not moved: charged once, or ended before the boundary', async () => {
    const once = await withPackage({ frequency: 'none', match: '' })
    const ending = await withPackage({}, { endOn: '2026-11-27' })
    await post(own, today)
    expect(await moved(once.did)).toEqual({
      ...{ is: 'charged_once', boundary: null, endOn: today, old: [], oldCount: 0, next: [] },
    })
    expect(await moved(ending.did)).toMatchObject({ is: 'ended_before', endOn: '2026-11-27', oldCount: 0 })
    await save(once.did, { openAssignments: 'move' })
    await save(ending.did, { openAssignments: 'move' })
    expect((await assignmentRow(db, once.id)).endOn).toBe(today)
    expect((await assignmentRow(db, ending.id)).endOn).toBe('2026-11-27')
  })

  test('shows what an end settles, and where minimum days or its own end say otherwise', async () => {
    const { did, id } = await withPackage({ retail: '30', lastPeriod: 'prorate', minimumDays: 365 })
    await post(own, today)
    const seen = await look(did, { openAssignments: 'end', endOn: '2026-11-24' })
    expect(seen).toMatchObject({ count: 1, currency: 'USD' })
    expect(seen?.assignments).toMatchObject([
      { isShort: true, problem: null, ended: { netMinor: -600n, lines: [{ kind: 'credit' }] } },
    ])
    await save(did, { openAssignments: 'end', endOn: '2026-11-24', reason: 'Ported away.' })
    await post(own, '2026-11-30')
    expect((await posted(id)).at(-1)?.retailMinor).toBe(-600n)
    const ending = await withPackage({}, { endOn: '2026-11-25' })
    const stays = await look(ending.did, { openAssignments: 'end', endOn: '2026-11-30' })
    expect(stays?.assignments[0]?.problem).toBe('It ends on 2026-11-25 already.')
  })

  test('says before saving that a currency differs or that it goes to stock, in the words of the refusal', async () => {
    const euro = await makeCustomer(db, { currency: 'EUR' })
    const { did } = await withPackage({})
    for (const customerId of [euro, '']) {
      const seen = await look(did, { customerId, openAssignments: 'move' })
      const refusal = await refusalOf(save(did, { customerId, openAssignments: 'move' }))
      expect(seen?.problem).toBe(refusal.fieldErrors?.openAssignments)
      expect(seen?.assignments[0]?.moved).toBeNull()
    }
    expect((await look(did, { openAssignments: 'move' }))?.problem).toBeNull()
  })

  test('tells an account manager of their own customers only', async () => {
    const { did } = await withPackage({})
    const seen = await look(did, { openAssignments: 'move' }, manager)
    expect(seen?.problem).toMatch(/not one of yours/)
    expect(seen?.assignments[0]?.moved).toBeNull()
    const another = await makeCustomer(db, { accountManagerId: manager.id })
    const own = await look(did, { customerId: another, openAssignments: 'move' }, manager)
    expect(own?.assignments[0]?.moved).toMatchObject({ is: 'divided' })
    expect(await look(did, { openAssignments: 'move' }, await makeManager(db))).toBeNull()
  })
})
