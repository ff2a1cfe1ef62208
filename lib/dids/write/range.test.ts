import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { endAssignmentSchema } from '@/lib/assignments/schema'
import { endAssignment } from '@/lib/assignments/write/end'
import { listHistory } from '@/lib/audit/read/history'
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
import { getDid, listDids } from '../read/dids'
import { countLeaks } from '../read/leaks'
import { didEditSchema, didRangeSchema } from '../schema'
import { updateDid } from './dids'
import { createRange, previewRange } from './range'

describeDatabases('a range of DIDs', open => {
  let db: Db
  let manager: Actor
  let customerId: number
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    customerId = await makeCustomer(db, { accountManagerId: manager.id })
  })
  const range = (first: string, last: string) =>
    didRangeSchema.parse({ first, last, customerId, carrier: 'Voxbridge' })

  test('adds what is new, says what was there, and each number has its history', async () => {
    await makeDid(db, null, { number: '442071234505' })
    const asked = range('+44 20 7123 4501', '442071234510')
    expect(await previewRange({ db, actor: admin }, asked)).toEqual({
      count: 10,
      newCount: 9,
      known: ['442071234505'],
    })
    expect(await createRange({ db, actor: admin }, asked)).toEqual({ created: 9, skipped: 1 })
    const found = await listDids(
      { db, actor: admin },
      {
        search: '4420712345',
        sort: 'number',
        filters: { customerId },
        today,
      },
    )
    expect(found.count).toBe(9)
    expect(found.rows[0]).toMatchObject({ number: '442071234501', carrier: 'Voxbridge', isEnabled: true })
    const [last] = found.rows
    const history = await listHistory({ db, actor: admin }, { didId: last?.id ?? 0 }, {})
    expect(history.rows.map(row => row.action)).toEqual(['did.created'])
    expect((await refusalOf(createRange({ db, actor: admin }, asked))).fieldErrors).toHaveProperty('first')
  })

  test('takes up to 10,000 in order and of one length', () => {
    const problem = (first: string, last: string) =>
      didRangeSchema.safeParse({ first, last, customerId }).error?.issues.map(issue => issue.path.join('.'))
    expect(problem('442070000000', '442070009999')).toBeUndefined()
    expect(problem('442070000000', '442070010000')).toEqual(['last'])
    expect(problem('442070000001', '442070000000')).toEqual(['last'])
    expect(problem('44207', '442070000000')).toEqual(['last'])
  })

  test('is an admin’s to add and to preview', async () => {
    const asked = range('4420800001', '4420800002')
    expect((await refusalOf(createRange({ db, actor: manager }, asked))).formError).toMatch(/Only an admin/)
    expect((await refusalOf(previewRange({ db, actor: manager }, asked))).formError).toMatch(/Only an admin/)
  })

  test('10,000 at once', async () => {
    expect(await createRange({ db, actor: admin }, range('4930000000', '4930009999'))).toEqual({
      created: 10_000,
      skipped: 0,
    })
  })
})

describeDatabases('what leaks', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
  })

  test('is numbers of customers that nothing is charged for, and numbers in stock with a package', async () => {
    const manager = await makeManager(db)
    const own = await makeCustomer(db, { accountManagerId: manager.id })
    const packageId = await makePackage(db)
    const charged = await makeDid(db, own)
    await assign(db, { packageId, didId: charged.id })
    const idle = await makeDid(db, own)
    const foreign = await makeDid(db, await makeCustomer(db))
    await makeDid(db, null)
    const left = await makeDid(db, own)
    const id = await assign(db, { packageId, didId: left.id })
    await endAssignment(
      { db, actor: admin, today },
      endAssignmentSchema.parse({
        id,
        revision: (await assignmentRow(db, id)).revision,
        endOn: '2026-12-24',
      }),
    )
    const was = await getDid({ db, actor: admin }, left.id)
    const input = { ...was, customerId: null, openAssignments: 'end', endOn: '2026-12-24' }
    await updateDid({ db, actor: admin, today }, didEditSchema.parse(input))
    const numbers = async (leak: string, actor: Actor = admin) =>
      (await listDids({ db, actor }, { search: '', sort: 'number', filters: { leak }, today })).rows.map(
        row => row.number,
      )
    expect(await numbers('no_customer')).toEqual([left.number])
    expect(await numbers('no_package')).toEqual([idle.number, foreign.number])
    expect(await countLeaks({ db, actor: admin, today, now: new Date() })).toEqual({
      no_customer: 1,
      no_package: 2,
    })
    expect(await countLeaks({ db, actor: manager, today, now: new Date() })).toEqual({
      no_customer: 0,
      no_package: 1,
    })
    expect(await numbers('no_package', manager)).toEqual([idle.number])
  })
})
