/** What one assignment is refused, many are refused in the same words: form, bulk change and file have one set of rules. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { dids } from '@/db/schema/customers'
import { packages } from '@/db/schema/packages'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { endAssignmentSchema, quantityChangeSchema } from '@/lib/assignments/schema'
import { assignPackage } from '@/lib/assignments/write/assign'
import { changeQuantity } from '@/lib/assignments/write/change-quantity'
import { endAssignment } from '@/lib/assignments/write/end'
import type { Refusal } from '@/lib/refusal/refusal'
import { describeDatabases } from '@/testing/database'
import { importText } from '@/testing/imports'
import {
  assign,
  assignmentInput,
  makeCustomer,
  makeDid,
  makeManager,
  makePackage,
  refusalOf,
} from '@/testing/makers'
import { today } from '@/testing/today'
import { planBulk } from './plan'
import { bulkInputSchema } from './schema'

describeDatabases('one refusal has one wording', open => {
  let db: Db
  let manager: Actor
  let customerId: number
  let didId: number
  let number: string
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    customerId = await makeCustomer(db, { accountManagerId: manager.id, name: 'Acme' })
    const did = await makeDid(db, customerId)
    didId = did.id
    number = did.number
  })

  const all = ({ formError, fieldErrors }: Refusal) =>
    [...Object.values(fieldErrors ?? {}), ...(formError ? [formError] : [])].sort()

  const inBulk = async (fields: Record<string, unknown>, actor: Actor = admin): Promise<string[]> => {
    const change = bulkInputSchema.parse({ selection: { kind: 'did', ids: [didId] }, ...fields })
    try {
      const { rows } = await planBulk({ db, actor, today }, change)
      return rows.flatMap(row => row.problem ?? [])
    } catch (error) {
      return all(await refusalOf(Promise.reject(error)))
    }
  }

  let files = 0
  const inFile = async (row: Record<string, string>): Promise<string[]> => {
    files += 1
    const cells = { reference: `ONE-${files}`, did: number, start_date: today, ...row }
    const text = `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`
    const { problems } = await importText(db, 'assignments', text, { mode: 'check' })
    return problems.map(problem => problem.reason).sort()
  }

  describe('when a package is given', () => {
    test.each<
      [string, Record<string, unknown>, { startOn?: string; endOn?: string; minutes?: string }, RegExp]
    >([
      ['archived', {}, {}, /is archived and cannot be newly assigned: choose another\.$/],
      [
        'in another currency',
        { currency: 'EUR' },
        {},
        /is sold in EUR and Acme pays in USD: choose a package in USD\.$/,
      ],
      ['with minutes', {}, { minutes: '5' }, /^Only free minutes packages take minutes/],
      ['without minutes', { type: 'free_minutes' }, {}, /^Enter the free minutes/],
      [
        'too short',
        { minimumDays: 30 },
        { endOn: '2026-12-01' },
        /^Minimum days apply: end it on 2026-12-22 or later\.$/,
      ],
    ])('%s', async (why, terms, wish, sentence) => {
      const code = `one-${why.replaceAll(' ', '-')}`
      const packageId = await makePackage(db, { code, ...terms })
      if (why === 'archived')
        await db.update(packages).set({ archivedAt: new Date() }).where(eq(packages.id, packageId))
      const input = assignmentInput({ packageId, didId, startOn: today, ...wish })
      const told = all(await refusalOf(assignPackage({ db, actor: admin, today }, input)))
      expect(told).toEqual([expect.stringMatching(sentence)])
      expect(await inBulk({ do: 'assign', packageId, startOn: today, ...wish })).toEqual(told)
      const row = { package_code: code, end_date: wish.endOn ?? '', minutes: wish.minutes ?? '' }
      expect(await inFile(row)).toEqual(told)
    })

    test('to a number in stock', async () => {
      const packageId = await makePackage(db, { code: 'one-stock' })
      const stock = await makeDid(db, null)
      const input = assignmentInput({ packageId, didId: stock.id, startOn: today })
      const told = all(await refusalOf(assignPackage({ db, actor: admin, today }, input)))
      expect(told).toEqual([`${stock.number} is in stock: give it to a customer first.`])
      const selection = { kind: 'did', ids: [stock.id] }
      expect(await inBulk({ do: 'assign', packageId, startOn: today, selection })).toEqual(told)
      expect(await inFile({ package_code: 'one-stock', did: stock.number })).toEqual(told)
    })
  })

  const held = async (terms: Record<string, unknown>, fields: Record<string, unknown> = {}) => {
    const packageId = await makePackage(db, terms)
    const id = await assign(db, { packageId, didId, startOn: today, ...fields })
    const [row] = await db.select().from(assignments).where(eq(assignments.id, id))
    return { packageId, id, revision: row?.revision ?? 0, reference: row?.reference ?? '' }
  }

  test.each<[string, string, string, boolean]>([
    ['before its start', '2026-12-01', '2026-11-30', false],
    ['within its minimum days', today, '2026-11-30', false],
    ['within its minimum days, by a manager', today, '2026-11-30', true],
  ])('when one ends %s', async (why, startOn, endOn, isManager) => {
    const code = `end-${why.replaceAll(/[ ,]+/g, '-')}`
    const { id, revision, packageId, reference } = await held({ code, minimumDays: 30 }, { startOn })
    const actor = isManager ? manager : admin
    const input = endAssignmentSchema.parse({ id, revision, endOn })
    const refusal = await refusalOf(endAssignment({ db, actor, today }, input))
    const told = refusal.fieldErrors?.endOn ?? ''
    expect(told).not.toBe('')
    expect(await inBulk({ do: 'end', packageId, endOn, reason: '' }, actor)).toEqual([told])
    if (isManager) return
    const row = { reference, package_code: code, start_date: startOn, end_date: endOn }
    const [fromFile] = await inFile(row)
    // The file's own date check stands before: it says the same of the two cells.
    expect(fromFile).toBe(endOn < startOn ? 'Enter an end date on or after the start date.' : told)
  })

  test('when a quantity is typed for a day after the end', async () => {
    const { id, revision, packageId } = await held({}, { endOn: '2026-12-31' })
    const input = quantityChangeSchema.parse({ id, revision, quantity: '2', effectiveOn: '2027-01-01' })
    const told = all(await refusalOf(changeQuantity({ db, actor: admin, today }, input)))
    expect(told).toEqual(['It ends on 2026-12-31: choose a day up to then.'])
    expect(await inBulk({ do: 'quantity', packageId, quantity: 2, effectiveOn: '2027-01-01' })).toEqual(told)
  })

  test('an end that an admin saved within minimum days comes back through a file as it is', async () => {
    const code = 'end-kept'
    const { id, revision, reference } = await held({ code, minimumDays: 30 })
    const input = endAssignmentSchema.parse({ id, revision, endOn: '2026-11-30', reason: 'asked' })
    await endAssignment({ db, actor: admin, today }, input)
    const row = { reference, package_code: code, end_date: '2026-11-30' }
    expect(await inFile(row)).toEqual([])
    // So does one whose number is back in stock.
    await db.update(assignments).set({ endOn: '2026-11-23' }).where(eq(assignments.id, id))
    await db.update(dids).set({ customerId: null }).where(eq(dids.id, didId))
    expect(await inFile({ ...row, end_date: '2026-11-23' })).toEqual([])
    expect(await inFile({ ...row, end_date: '2026-12-31' })).toEqual([
      'Its DID left this customer: it cannot end later. Assign the package anew.',
    ])
    await db.update(dids).set({ customerId }).where(eq(dids.id, didId))
  })
})
