import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { constraintOf } from '@/lib/refusal/constraints'
import { describeDatabases } from '@/testing/database'
import { assign, makeCustomer, makeDid, makePackage, postCharge } from '@/testing/makers'

describeDatabases('deleting assignments', open => {
  let db: Db
  let packageId = 0
  const payers: number[] = []
  beforeEach(async () => {
    db = await open()
    packageId = await makePackage(db)
    payers.length = 0
    for (let i = 0; i < 3; i += 1) payers.push(await makeCustomer(db))
  })
  const payer = (at: number) => payers[at] ?? 0
  const onNumber = async () => {
    const did = await makeDid(db, payer(0))
    return assign(db, { packageId, didId: did.id })
  }
  /** Past every rule of the product: only the database can say no. */
  const remove = (...ids: number[]) =>
    db.execute(sql`delete from assignments where id in (${sql.join(ids, sql`, `)})`).then(
      () => 'deleted',
      (error: unknown) => constraintOf(error),
    )
  it('is done where nothing was charged, many at once too', async () => {
    const [one, two] = [await onNumber(), await onNumber()]
    expect(await remove(one, two)).toBe('deleted')
  })

  it('is refused by the database itself where one was charged', async () => {
    const [charged, other] = [await onNumber(), await onNumber()]
    await postCharge(db, charged, { periodFrom: '2026-12-01', periodTo: '2027-01-01' })
    expect(await remove(other, charged)).toBe('assignments_ledger_stays')
    expect(await remove(charged)).toBe('assignments_ledger_stays')
    expect(await remove(other)).toBe('deleted')
  })
})

describeDatabases('who pays', open => {
  it('never changes: the database refuses another payer, and another list of former ones', async () => {
    const db = await open()
    const id = await assign(db, { packageId: await makePackage(db), customerId: await makeCustomer(db) })
    const other = await makeCustomer(db)
    for (const values of [{ customerId: other, payerId: other }, { payersBefore: [other] }]) {
      const change = db.update(assignments).set(values).where(eq(assignments.id, id))
      expect(await change.then(() => 'changed', constraintOf)).toBe('assignments_one_payer')
    }
  })

  it('is divided by a move after everything that is charged, and once', async () => {
    const db = await open()
    const did = await makeDid(db, await makeCustomer(db))
    const id = await assign(db, { packageId: await makePackage(db), didId: did.id })
    await postCharge(db, id, { periodFrom: '2026-12-01', periodTo: '2027-01-01' })
    const divide = (on: string) =>
      db
        .update(assignments)
        .set({ movedOn: '2026-12-15', billsBeforeOn: on, rootId: id, endOn: '2026-12-31' })
        .where(eq(assignments.id, id))
        .then(() => 'divided', constraintOf)
    expect(await divide('2026-12-01')).toBe('assignments_moved_after_charges')
    expect(await divide('2027-01-01')).toBe('divided')
    expect(await divide('2027-02-01')).toBe('assignments_one_payer')
    const late = postCharge(db, id, { periodFrom: '2027-01-01', periodTo: '2027-02-01' })
    expect(await late.then(() => 'charged', constraintOf)).toBe('charges_belong')
  })
})
