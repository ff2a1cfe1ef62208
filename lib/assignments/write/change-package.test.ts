import { and, eq, ne } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { runBilling } from '@/lib/billing-runs/start'
import { describeDatabases } from '@/testing/database'
import { assign, assignmentRow, makeCustomer, makeManager, makePackage, refusalOf } from '@/testing/makers'
import { now, today } from '@/testing/today'
import { changePackageSchema, changePreviewSchema, endAssignmentSchema } from '../schema'
import { changePackage, previewChange } from './change-package'
import { endAssignment } from './end'

describeDatabases('changing the package', open => {
  let db: Db
  let owner: Actor
  let stranger: Actor
  beforeAll(async () => {
    db = await open()
    owner = await makeManager(db)
    stranger = await makeManager(db)
  })
  /** 30.00 monthly on 1 by the day, charged through today, and a better one for 60.00. */
  const charged = async (terms: Record<string, unknown> = {}) => {
    const customerId = await makeCustomer(db, { accountManagerId: owner.id })
    const packageId = await makePackage(db, { retail: '30', lastPeriod: 'prorate', ...terms })
    const better = await makePackage(db, { retail: '60', firstPeriod: 'prorate' })
    const id = await assign(db, { packageId, customerId, startOn: '2026-11-01', pastDates: 'charge' })
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today, customerId })
    return { id, better, customerId }
  }
  const setEndOf = async (id: number, endOn: string) => {
    const { revision } = await assignmentRow(db, id)
    await endAssignment({ db, actor: owner, today }, endAssignmentSchema.parse({ id, revision, endOn }))
  }
  const change = async (id: number, fields: Record<string, unknown>, actor: Actor = owner) => {
    const { revision } = await assignmentRow(db, id)
    return changePackage(
      { db, actor, today },
      changePackageSchema.parse({ id, revision, quantity: 1, minutes: '', ...fields }),
    )
  }

  test('both choices are shown with what the old one gives back and the new one charges', async () => {
    const { id, better } = await charged()
    const ask = changePreviewSchema.parse({ id, packageId: better, quantity: '1' })
    const preview = await previewChange({ db, actor: owner, today }, ask)
    // Ending on 22 November gives back 8 of 30 days; the new one charges the same 8 days of 60.00.
    expect(
      preview?.choices.map(choice => [
        choice.startOn,
        choice.leaving.netMinor,
        choice.coming[0]?.retailMinor,
      ]),
    ).toEqual([
      ['2026-11-23', -800n, 1600n],
      ['2026-12-01', 0n, 6000n],
    ])
    expect(await previewChange({ db, actor: stranger, today }, ask)).toBeNull()
  })

  test('ends the one and starts the other on the next day, as the runs then charge', async () => {
    const { id, better, customerId } = await charged()
    const saved = await change(id, { packageId: better, startOn: today })
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: '2026-11-22', endedOn: today })
    expect(await assignmentRow(db, saved.id)).toMatchObject({
      packageId: better,
      startOn: today,
      payerId: customerId,
      endOn: null,
    })
    const run = await runBilling(
      { db, actor: admin },
      { mode: 'simulate', throughOn: today, now, today, customerId },
    )
    expect(run.totals.map(total => total.retailMinor)).toEqual([800n])
  })

  test('keeps the end that it had: nobody is charged past it by the other package', async () => {
    const { id, better } = await charged()
    await setEndOf(id, '2026-12-15')
    const preview = await previewChange(
      { db, actor: owner, today },
      changePreviewSchema.parse({ id, packageId: better, quantity: 1 }),
    )
    // The first of January is past the end, so there is no such choice.
    expect(preview?.choices.map(choice => choice.startOn)).toEqual([today, '2026-12-01'])
    const late = await refusalOf(change(id, { packageId: better, startOn: '2026-12-16' }))
    expect(late.fieldErrors?.startOn).toBe('It ends on 2026-12-15: change it on a day up to then.')
    const saved = await change(id, { packageId: better, startOn: '2026-12-01' })
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: '2026-11-30' })
    expect(await assignmentRow(db, saved.id)).toMatchObject({ startOn: '2026-12-01', endOn: '2026-12-15' })
  })

  test('minimum days of the other package that reach past the end are its own refusal, and nothing changes', async () => {
    const { id } = await charged()
    await setEndOf(id, '2026-12-15')
    const long = await makePackage(db, { minimumDays: 60 })
    const refused = await refusalOf(change(id, { packageId: long, startOn: today }))
    expect(refused.fieldErrors?.packageId).toBe(
      'This assignment ends on 2026-12-15. Minimum days apply: end it on 2027-01-21 or later.',
    )
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: '2026-12-15' })
  })

  test('both or neither: a package in another currency leaves the old one running', async () => {
    const { id, customerId } = await charged()
    const euro = await makePackage(db, { currency: 'EUR' })
    expect((await refusalOf(change(id, { packageId: euro, startOn: today }))).fieldErrors).toHaveProperty(
      'packageId',
    )
    expect(await assignmentRow(db, id)).toMatchObject({ endOn: null, revision: 1 })
    const others = await db
      .select()
      .from(assignments)
      .where(and(eq(assignments.payerId, customerId), ne(assignments.id, id)))
    expect(others).toEqual([])
  })

  test('minimum days land on the day of the change, and an admin overrides them with a reason', async () => {
    const { id, better } = await charged({ minimumDays: 60 })
    const preview = await previewChange(
      { db, actor: owner, today },
      changePreviewSchema.parse({ id, packageId: better, quantity: 1 }),
    )
    expect(preview?.choices.map(choice => [choice.startOn, choice.isShort])).toEqual([
      ['2026-11-23', true],
      ['2027-01-01', false],
    ])
    expect((await refusalOf(change(id, { packageId: better, startOn: today }))).fieldErrors?.startOn).toMatch(
      /Minimum days/,
    )
    await change(id, { packageId: better, startOn: today, reason: 'An upgrade' }, admin)
  })

  test('not into the past, not to itself, and not by a stranger', async () => {
    const { id, better } = await charged()
    const { packageId } = await assignmentRow(db, id)
    expect(
      (await refusalOf(change(id, { packageId: better, startOn: '2026-11-22' }))).fieldErrors,
    ).toHaveProperty('startOn')
    expect((await refusalOf(change(id, { packageId, startOn: today }))).fieldErrors).toHaveProperty(
      'packageId',
    )
    expect((await refusalOf(change(id, { packageId: better, startOn: today }, stranger))).formError).toMatch(
      /not one of yours/,
    )
  })
})
