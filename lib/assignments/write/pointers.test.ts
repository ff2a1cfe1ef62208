import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignmentPointers, assignments } from '@/db/schema/assignments'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'

describeDatabases('where runs look', open => {
  let db: Db
  let packageId: number
  let customerId: number
  beforeAll(async () => {
    db = await open()
    packageId = await makePackage(db)
    customerId = await makeCustomer(db)
  })
  const pointers = (id: number) =>
    db.select().from(assignmentPointers).where(eq(assignmentPointers.assignmentId, id))
  const billed = { nextDueOn: '2027-05-01', lookedThroughOn: '2027-04-30' }

  test('the database points at the start of every new assignment, whoever writes it', async () => {
    const id = await assign(db, { packageId, customerId })
    const looks = { nextDueOn: today, lookedThroughOn: null, ledgerFromOn: null }
    const fresh = { assignmentId: id, payerId: customerId, ...looks }
    expect(await pointers(id)).toEqual([fresh])
  })

  test('any change of an assignment sets it back to the start, and what runs looked through stays known', async () => {
    const id = await assign(db, { packageId, customerId })
    const other = await assign(db, { packageId, customerId })
    await db.update(assignmentPointers).set(billed)
    await db.update(assignments).set({ autoDecrementCredit: false }).where(eq(assignments.id, id))
    const { lookedThroughOn } = billed
    expect(await pointers(id)).toEqual([
      { assignmentId: id, payerId: customerId, nextDueOn: today, lookedThroughOn, ledgerFromOn: today },
    ])
    const stays = { assignmentId: other, payerId: customerId, ...billed, ledgerFromOn: null }
    expect(await pointers(other)).toEqual([stays])
  })

  test('a deleted assignment leaves none, and none is without its assignment', async () => {
    const id = await assign(db, { packageId, customerId })
    await db.delete(assignments).where(eq(assignments.id, id))
    expect(await pointers(id)).toEqual([])
    const orphan = sql`insert into assignment_pointers (assignment_id, payer_id) values (${id}, ${customerId})`
    await expect(db.execute(orphan)).rejects.toThrow()
  })
})
