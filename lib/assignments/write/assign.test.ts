import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentQuantities } from '@/db/schema/assignments'
import { auditLog } from '@/db/schema/audit'
import { packages } from '@/db/schema/packages'
import { chargeWaivers } from '@/db/schema/waivers'
import { commandLineActor as admin } from '@/lib/access/actor'
import { segmentsOf } from '@/lib/billing/segment'
import { describeDatabases } from '@/testing/database'
import {
  assign,
  assignmentInput,
  assignmentRow,
  makeCustomer,
  makeDid,
  makeManager,
  makePackage,
  refusalOf,
} from '@/testing/makers'
import { today } from '@/testing/today'
import { loadFacts } from '../read/lines'
import { assignmentEditSchema, quantityChangeSchema } from '../schema'
import { assignPackage, updateAssignment } from './assign'
import { changeQuantity } from './change-quantity'

describeDatabases('assigning packages', open => {
  let db: Db
  let packageId: number
  let customerId: number
  beforeAll(async () => {
    db = await open()
    packageId = await makePackage(db)
    customerId = await makeCustomer(db)
  })
  const refused = (fields: Record<string, unknown>, actor = admin) =>
    refusalOf(assignPackage({ db, actor, today }, assignmentInput({ packageId, ...fields })))

  test('a customer pays for its own, and a run looks from the start on', async () => {
    const saved = await assignPackage(
      { db, actor: admin, today },
      assignmentInput({ packageId, customerId, quantity: 3 }),
    )
    expect(saved.reference).toMatch(/^A\d{6}$/)
    expect(await assignmentRow(db, saved.id)).toMatchObject({
      reference: saved.reference,
      customerId,
      didId: null,
      payerId: customerId,
      quantity: 3,
      nextDueOn: today,
      endedOn: null,
      chargeFromOn: null,
    })
    const [audit] = await db.select().from(auditLog).where(eq(auditLog.label, saved.reference))
    expect(audit).toMatchObject({ action: 'assignment.created', before: null })
  })

  test("a DID's customer pays for it", async () => {
    const did = await makeDid(db, customerId)
    expect(await assignmentRow(db, await assign(db, { packageId, didId: did.id }))).toMatchObject({
      customerId: null,
      didId: did.id,
      payerId: customerId,
    })
  })

  test('a DID in stock is refused', async () => {
    const did = await makeDid(db, null)
    expect((await refused({ didId: did.id })).fieldErrors?.didId).toContain('in stock')
  })

  test('a package in another currency is refused on its field', async () => {
    const euro = await makeCustomer(db, { currency: 'EUR' })
    expect((await refused({ customerId: euro })).fieldErrors?.packageId).toContain('choose a package in EUR')
  })

  test('an archived package is refused', async () => {
    const old = await makePackage(db)
    await db.update(packages).set({ archivedAt: new Date() }).where(eq(packages.id, old))
    expect((await refused({ packageId: old, customerId })).fieldErrors?.packageId).toContain('archived')
  })

  test('a back-dated start is never silent', async () => {
    const startOn = '2026-09-01'
    expect((await refused({ customerId, startOn })).fieldErrors?.pastDates).toContain('past')
    const charged = await assign(db, { packageId, customerId, startOn, pastDates: 'charge' })
    expect(await assignmentRow(db, charged)).toMatchObject({ chargeFromOn: null, nextDueOn: startOn })
    const marked = await assign(db, { packageId, customerId, startOn, pastDates: 'mark_billed' })
    // The listed periods, dated before today, and no others.
    expect(await assignmentRow(db, marked)).toMatchObject({ chargeFromOn: null, nextDueOn: startOn })
    const periods = await db
      .select({ from: chargeWaivers.periodFrom, outcome: chargeWaivers.outcome })
      .from(chargeWaivers)
      .where(eq(chargeWaivers.assignmentId, marked))
      .orderBy(chargeWaivers.periodFrom)
    const outcome = 'marked_billed'
    expect(periods).toEqual(['2026-09-01', '2026-10-01', '2026-11-01'].map(from => ({ from, outcome })))
  })

  test('free minutes need minutes and nothing else takes them', async () => {
    const free = await makePackage(db, { type: 'free_minutes', destination: '44' })
    expect((await refused({ packageId: free, customerId })).fieldErrors?.minutes).toContain('free minutes')
    expect((await refused({ customerId, minutes: 5 })).fieldErrors?.minutes).toContain('leave this empty')
    const id = await assign(db, { packageId: free, customerId, minutes: '500' })
    expect((await assignmentRow(db, id)).minutes).toBe(500)
  })

  test('an end before the minimum days are over is refused', async () => {
    const year = await makePackage(db, { minimumDays: '30' })
    const found = await refused({ packageId: year, customerId, endOn: '2026-12-21' })
    expect(found.fieldErrors?.endOn).toContain('2026-12-22')
    await assign(db, { packageId: year, customerId, endOn: '2026-12-22' })
  })

  test('a taken reference is refused; a taken usual one gives way', async () => {
    const first = await assign(db, { packageId, customerId, reference: 'PO-1' })
    expect((await refused({ customerId, reference: 'PO-1' })).fieldErrors?.reference).toContain('PO-1')
    const usual = `A${String(first + 2).padStart(6, '0')}`
    await assign(db, { packageId, customerId, reference: usual })
    const row = await assignmentRow(db, await assign(db, { packageId, customerId }))
    expect(row.reference).toBe(row.id === first + 2 ? `${usual}-2` : `A${String(row.id).padStart(6, '0')}`)
  })

  test("an account manager assigns to their own customers and never to others', by DID neither", async () => {
    const manager = await makeManager(db)
    const own = await makeCustomer(db, { accountManagerId: manager.id })
    await assign(db, { packageId, customerId: own }, manager)
    const did = await makeDid(db, customerId)
    expect((await refused({ customerId }, manager)).formError).toContain('not one of yours')
    expect((await refused({ didId: did.id }, manager)).formError).toContain('not one of yours')
    expect((await refused({ customerId: 999_999 }, manager)).formError).toContain('does not exist')
  })

  test('a new quantity counts from its day on, and a stale form is told who changed what', async () => {
    const id = await assign(db, { packageId, customerId })
    const change = (fields: Record<string, unknown>) =>
      changeQuantity(
        { db, actor: admin, today },
        quantityChangeSchema.parse({ id, revision: 1, quantity: 5, ...fields }),
      )
    const past = await refusalOf(change({ effectiveOn: '2026-11-22' }))
    expect(past.fieldErrors?.effectiveOn).toContain('today or a later day')
    await change({ effectiveOn: '2027-01-01' })
    expect(
      await db.select().from(assignmentQuantities).where(eq(assignmentQuantities.assignmentId, id)),
    ).toMatchObject([{ effectiveOn: '2027-01-01', quantity: 5 }])
    const stale = await refusalOf(change({ effectiveOn: '2027-02-01' }))
    expect(stale.formError).toContain('command line changed the quantity to “5”')
    await change({ effectiveOn: '2027-01-01', quantity: 7, revision: 2 })
    const rows = await db.select().from(assignmentQuantities).where(eq(assignmentQuantities.assignmentId, id))
    // What was typed stays: of two for one day the one that was typed last counts.
    expect(rows.map(row => row.quantity)).toEqual([5, 7])
    const told = await db
      .select({ before: auditLog.before, after: auditLog.after })
      .from(auditLog)
      .where(and(eq(auditLog.entityId, String(id)), eq(auditLog.action, 'assignment.quantity_changed')))
      .orderBy(auditLog.id)
    expect(told).toMatchObject([
      { before: { quantity: 1 }, after: { quantity: 5 } },
      { before: { quantity: 5 }, after: { quantity: 7 } },
    ])
  })

  test('up to the start a new quantity is the one that it starts with', async () => {
    const id = await assign(db, { packageId, customerId, startOn: '2027-01-01' })
    const input = { id, revision: 1, quantity: 9, effectiveOn: '2026-12-01' }
    await changeQuantity({ db, actor: admin, today }, quantityChangeSchema.parse(input))
    expect((await assignmentRow(db, id)).quantity).toBe(9)
  })

  test('of quantities for days up to the start the latest day decides, then what was typed last', async () => {
    const id = await assign(db, { packageId, customerId, startOn: '2027-01-01' })
    let revision = 1
    for (const [effectiveOn, quantity, starting] of [
      ['2026-12-10', 8, 8],
      ['2026-12-05', 5, 8],
      ['2026-12-10', 6, 6],
      ['2027-01-01', 4, 4],
      ['2026-12-20', 3, 4],
    ] as const) {
      const input = { id, revision: revision++, quantity, effectiveOn }
      await changeQuantity({ db, actor: admin, today }, quantityChangeSchema.parse(input))
      expect((await assignmentRow(db, id)).quantity).toBe(starting)
    }
    const [facts] = await loadFacts(db, [id], 'USD')
    expect(facts && segmentsOf(facts).map(segment => segment.quantity)).toEqual([4])
  })

  test('an edit is looked at again by the next run and audited once; none changes nothing', async () => {
    const id = await assign(db, { packageId, customerId })
    const row = await assignmentRow(db, id)
    const edit = (fields: Record<string, unknown>) =>
      updateAssignment(
        { db, actor: admin, today },
        assignmentEditSchema.parse({
          id,
          revision: 1,
          reference: row.reference,
          autoDecrementCredit: true,
          minutes: '',
          ...fields,
        }),
      )
    await edit({})
    expect((await assignmentRow(db, id)).revision).toBe(1)
    await edit({ autoDecrementCredit: false })
    expect(await assignmentRow(db, id)).toMatchObject({ autoDecrementCredit: false, revision: 2 })
    const audits = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.entity, 'assignment'), eq(auditLog.entityId, String(id))))
      .orderBy(asc(auditLog.id))
    const updates = audits.filter(audit => audit.action === 'assignment.updated')
    expect(updates).toMatchObject([
      {
        before: { autoDecrementCredit: true, revision: 1 },
        after: { autoDecrementCredit: false, revision: 2 },
      },
    ])
    expect((await refusalOf(edit({ revision: 2, minutes: '5' }))).fieldErrors?.minutes).toBeDefined()
  })
})
