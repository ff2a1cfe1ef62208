import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { commandLineActor as admin } from '@/lib/access/actor'
import { describePostgres } from '@/testing/database'
import { makeCustomer, makeManager, makePackage } from '@/testing/makers'
import { today } from '@/testing/today'
import { keeper } from './cached-figures'

const start = new Date('2026-11-23T10:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)

describePostgres('figures over a whole book', open => {
  let db: Db
  let looks = 0
  const count = async () => {
    looks += 1
    return looks
  }
  const fill = (payerId: number, packageId: number, many: number) =>
    db.execute(sql`insert into assignments (reference, package_id, customer_id, payer_id, start_on)
      select 'R' || ${payerId}::int || '-' || i, ${packageId}::bigint, ${payerId}::bigint, ${payerId}::bigint, '2026-01-01'
      from generate_series(1, ${many}::int) i`)
  beforeAll(async () => {
    db = await open()
  })

  test('of a small one are counted at every look', async () => {
    const keep = keeper<number>()
    const first = await keep(db, admin, today, count, start)
    const second = await keep(db, admin, today, count, start)
    expect(second.figures).toBe(first.figures + 1)
    expect([first.countedAt, second.countedAt]).toEqual([null, null])
  })

  test('of a large one are kept for a minute, shown with their time while they are counted anew, and awaited after five', async () => {
    const owner = await makeManager(db)
    const customerId = await makeCustomer(db, { accountManagerId: owner.id })
    await fill(customerId, await makePackage(db), 5_001)
    const keep = keeper<number>()
    const first = await keep(db, admin, today, count, start)
    expect(first.countedAt).toEqual(start)
    expect(await keep(db, admin, today, count, after(59))).toEqual(first)
    expect(await keep(db, admin, today, count, after(61))).toEqual(first)
    await expect
      .poll(async () => (await keep(db, admin, today, count, after(62))).figures)
      .toBe(first.figures + 1)
    const late = await keep(db, admin, today, count, after(400))
    expect(late).toEqual({ figures: first.figures + 2, countedAt: after(400) })
    const stranger = await makeManager(db)
    expect((await keep(db, stranger, today, count, after(400))).countedAt).toBeNull()
    expect((await keep(db, owner, today, count, after(400))).figures).toBe(first.figures + 4)
    expect((await keep(db, admin, '2026-11-24', count, after(400))).figures).toBe(first.figures + 5)
  })

  test('that could not be counted are asked for again', async () => {
    const keep = keeper<number>()
    const fail = () => Promise.reject(new Error('the database went away'))
    await expect(keep(db, admin, today, fail, start)).rejects.toThrow('went away')
    const { figures } = await keep(db, admin, today, count, start)
    expect(figures).toBe(looks)
  })
})
