import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describeDatabases } from '@/testing/database'
import { makeCustomer, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { giveAssignments, type NewAssignment } from './give'

describeDatabases('many assignments at once', open => {
  it('have typed references or ones of their own, in the order in which they were given', async () => {
    const db = await open()
    const packageId = await makePackage(db)
    const customerId = await makeCustomer(db)
    const row = (reference: string | null, quantity: number): NewAssignment => ({
      ...{ reference, packageId, customerId, didId: null, payerId: customerId, quantity, startOn: today },
      ...{ endOn: null, autoDecrementCredit: true, minutes: null, setupWaived: false, minimumDays: null },
    })
    const give = (...rows: NewAssignment[]) => giveAssignments({ db, actor: admin }, rows, { about: null })
    const [first] = await give(row('first', 1))
    // Somebody imported what the next ones would be called.
    const name = (after: number) => `A${String((first?.id ?? 0) + after).padStart(6, '0')}`
    await give(row(name(5), 1), row(name(5).concat('-2'), 1), row(name(6), 1))
    const made = await give(row(null, 7), row(null, 8), row('mine', 9), row(null, 10))
    expect(made.map(one => one.reference)).toEqual([name(4), `${name(5)}-3`, 'mine', name(7)])
    expect(made.map(one => one.revision)).toEqual([1, 1, 1, 1])
    const ids = sql.join(
      made.map(one => sql`${one.id}`),
      sql`, `,
    )
    const saved = await rowsOf(
      db,
      sql`select quantity from assignments where id in (${ids}) order by quantity`,
    )
    expect(saved).toEqual([{ quantity: 7 }, { quantity: 8 }, { quantity: 9 }, { quantity: 10 }])
    expect(await give()).toEqual([])
  })
})
