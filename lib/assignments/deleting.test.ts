import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { constraintOf } from '@/db/constraints'
import { assignments } from '@/db/schema/assignments'
import { describeDatabases } from '@/db/testing'
import { assign, assignmentRow, makeCustomer, makeDid, makePackage, postCharge } from './testing'

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
  const move = (id: number, to: number) =>
    db
      .update(assignments)
      .set({ payerId: payer(to) })
      .where(eq(assignments.id, id))

  it('is done where nothing was charged, many at once too', async () => {
    const [one, two] = [await onNumber(), await onNumber()]
    await move(two, 1)
    expect(await remove(one, two)).toBe('deleted')
  })

  it('is refused by the database itself where one was charged, whoever paid for it then', async () => {
    const [charged, other] = [await onNumber(), await onNumber()]
    await postCharge(db, charged, { periodFrom: '2026-12-01', periodTo: '2027-01-01' })
    expect(await remove(other, charged)).toBe('assignments_ledger_stays')
    await move(charged, 1)
    await move(charged, 2)
    expect((await assignmentRow(db, charged)).payersBefore).toEqual([payer(0), payer(1)])
    expect(await remove(charged)).toBe('assignments_ledger_stays')
    expect(await remove(other)).toBe('deleted')
  })

  it('finds who paid before though a writer tried to forget it', async () => {
    const id = await onNumber()
    await postCharge(db, id, { periodFrom: '2026-12-01', periodTo: '2027-01-01' })
    await db
      .update(assignments)
      .set({ payerId: payer(1), payersBefore: [] })
      .where(eq(assignments.id, id))
    await db.update(assignments).set({ payersBefore: [] }).where(eq(assignments.id, id))
    await move(id, 0)
    await move(id, 1)
    expect((await assignmentRow(db, id)).payersBefore).toEqual([payer(0), payer(1)])
    expect(await remove(id)).toBe('assignments_ledger_stays')
  })
})
