import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentEnds, assignments } from '@/db/schema/assignments'
import { auditLog } from '@/db/schema/audit'
import { dids } from '@/db/schema/customers'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import {
  assign,
  assignmentRow,
  makeCustomer,
  makeDid,
  makeManager,
  makePackage,
  postCharge,
  refusalOf,
} from '@/testing/makers'
import { today } from '@/testing/today'
import { deleteAssignmentSchema, endAssignmentSchema } from '../schema'
import { deleteAssignment } from './delete'
import { endAssignment } from './end'

describeDatabases('ending assignments', open => {
  let db: Db
  let customerId: number
  let manager: Actor
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    customerId = await makeCustomer(db, { accountManagerId: manager.id })
  })
  const end = async (id: number, fields: Record<string, unknown>, actor = admin) => {
    const { revision } = await assignmentRow(db, id)
    return endAssignment({ db, actor, today }, endAssignmentSchema.parse({ id, revision, ...fields }))
  }
  const remove = (id: number, fields: Record<string, unknown> = {}, actor = admin) =>
    deleteAssignment({ db, actor }, deleteAssignmentSchema.parse({ id, ...fields }))

  test('the end is the last day of service, and the day it was typed is kept for credits', async () => {
    const id = await assign(db, { packageId: await makePackage(db), customerId })
    await end(id, { endOn: '2026-12-31' }, manager)
    expect(await assignmentRow(db, id)).toMatchObject({
      endOn: '2026-12-31',
      endedOn: today,
      nextDueOn: today,
    })
    await end(id, { endOn: '' })
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: null, endedOn: today })
    const typed = await db.select().from(assignmentEnds).where(eq(assignmentEnds.assignmentId, id))
    expect(typed.map(row => [row.endOn, row.typedOn])).toEqual([
      ['2026-12-31', today],
      [null, today],
    ])
  })

  test('no later where the DID left the customer who pays', async () => {
    const { id: did } = await makeDid(db, customerId)
    const id = await assign(db, { packageId: await makePackage(db), didId: did })
    await end(id, { endOn: '2026-12-31' })
    await db.update(dids).set({ customerId: null }).where(eq(dids.id, did))
    expect((await refusalOf(end(id, { endOn: '' }))).fieldErrors?.endOn).toContain('left this customer')
    expect((await refusalOf(end(id, { endOn: '2027-01-31' }))).fieldErrors?.endOn).toContain('left')
    await end(id, { endOn: '2026-11-30' })
    expect((await assignmentRow(db, id)).endOn).toBe('2026-11-30')
  })

  test('never before the start', async () => {
    const id = await assign(db, { packageId: await makePackage(db), customerId })
    expect((await refusalOf(end(id, { endOn: '2026-11-22' }))).fieldErrors?.endOn).toContain(today)
  })

  test('minimum days hold an account manager; an admin overrides with a reason, which is audited', async () => {
    const id = await assign(db, { packageId: await makePackage(db, { minimumDays: 30 }), customerId })
    const early = { endOn: '2026-12-21' }
    expect((await refusalOf(end(id, { ...early, reason: 'please' }, manager))).fieldErrors?.endOn).toContain(
      '2026-12-22',
    )
    expect((await refusalOf(end(id, early))).fieldErrors?.reason).toBeDefined()
    await end(id, { ...early, reason: 'The customer moved house.' })
    const audits = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.entity, 'assignment'), eq(auditLog.entityId, String(id))))
      .orderBy(asc(auditLog.id))
    expect(audits.at(-1)).toMatchObject({
      action: 'assignment.ended',
      reason: 'The customer moved house.',
      after: { endOn: '2026-12-21', minimumDaysOverridden: true },
    })
  })

  test('on the last of the minimum days nobody needs a reason', async () => {
    const id = await assign(db, { packageId: await makePackage(db, { minimumDays: 30 }), customerId })
    await end(id, { endOn: '2026-12-22' }, manager)
  })

  test('a last period that was charged in part can be made longer or shorter: the next run settles it', async () => {
    const packageId = await makePackage(db, { lastPeriod: 'prorate' })
    const id = await assign(db, { packageId, customerId, startOn: '2026-12-01', endOn: '2026-12-10' })
    await postCharge(db, id, {
      periodFrom: '2026-12-01',
      periodTo: '2026-12-11',
      numerator: 10,
      denominator: 31,
    })
    for (const endOn of ['2026-12-20', '', '2026-12-05']) {
      await end(id, { endOn })
      expect((await assignmentRow(db, id)).endOn).toBe(endOn === '' ? null : endOn)
    }
  })

  test('an end on a boundary cut nothing, so a prorated first period does not hold it', async () => {
    const packageId = await makePackage(db, { firstPeriod: 'prorate' })
    const id = await assign(db, { packageId, customerId, startOn: '2026-12-16', endOn: '2026-12-31' })
    await postCharge(db, id, {
      periodFrom: '2026-12-16',
      periodTo: '2027-01-01',
      numerator: 16,
      denominator: 31,
    })
    await end(id, { endOn: '' })
  })

  test('a last period charged in full may run on: it is paid for', async () => {
    const id = await assign(db, {
      packageId: await makePackage(db),
      customerId,
      startOn: '2026-12-01',
      endOn: '2026-12-10',
    })
    await postCharge(db, id, {
      periodFrom: '2026-12-01',
      periodTo: '2026-12-11',
      numerator: 31,
      denominator: 31,
    })
    await end(id, { endOn: '2026-12-20' })
  })

  test('what has charges is ended, what has none is deleted', async () => {
    const packageId = await makePackage(db)
    const charged = await assign(db, { packageId, customerId })
    await postCharge(db, charged, { periodFrom: '2026-12-01', periodTo: '2027-01-01' })
    expect((await refusalOf(remove(charged))).formError).toContain('end it instead')
    const plain = await assign(db, { packageId, customerId })
    await remove(plain, {}, manager)
    expect(await db.$count(assignments, eq(assignments.id, plain))).toBe(0)
  })

  test('minimum days forbid deleting, but for an admin with a reason', async () => {
    const id = await assign(db, { packageId: await makePackage(db, { minimumDays: 30 }), customerId })
    expect((await refusalOf(remove(id, { reason: 'x' }, manager))).formError).toContain('at least 30 days')
    expect((await refusalOf(remove(id))).fieldErrors?.reason).toBeDefined()
    await remove(id, { reason: 'Typed by mistake.' })
  })

  test("another manager's assignment does not exist", async () => {
    const other = await makeManager(db)
    const id = await assign(db, { packageId: await makePackage(db), customerId })
    const notYours = await refusalOf(end(id, { endOn: '2026-12-31' }, other))
    const notThere = await refusalOf(remove(999_999, {}, other))
    expect(notYours.formError).toBe(notThere.formError)
  })
})
