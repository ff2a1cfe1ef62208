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
    const first = await keep({ db, actor: admin, now: start }, today, count)
    const second = await keep({ db, actor: admin, now: start }, today, count)
    expect(second.figures).toBe(first.figures + 1)
    expect([first.countedAt, second.countedAt]).toEqual([null, null])
  })

  test('of a large one are kept for a minute, shown with their time while they are counted anew, and awaited after five', async () => {
    const owner = await makeManager(db)
    const customerId = await makeCustomer(db, { accountManagerId: owner.id })
    await fill(customerId, await makePackage(db), 5_001)
    const keep = keeper<number>()
    const first = await keep({ db, actor: admin, now: start }, today, count)
    expect(first.countedAt).toEqual(start)
    expect(await keep({ db, actor: admin, now: after(59) }, today, count)).toEqual(first)
    expect(await keep({ db, actor: admin, now: after(61) }, today, count)).toEqual(first)
    await expect
      .poll(async () => (await keep({ db, actor: admin, now: after(62) }, today, count)).figures)
      .toBe(first.figures + 1)
    const late = await keep({ db, actor: admin, now: after(400) }, today, count)
    expect(late).toEqual({ figures: first.figures + 2, countedAt: after(400) })
    const stranger = await makeManager(db)
    expect((await keep({ db, actor: stranger, now: after(400) }, today, count)).countedAt).toBeNull()
    expect((await keep({ db, actor: owner, now: after(400) }, today, count)).figures).toBe(first.figures + 4)
    expect((await keep({ db, actor: admin, now: after(400) }, '2026-11-24', count)).figures).toBe(
      first.figures + 5,
    )
  })

  test('that could not be counted are asked for again', async () => {
    const keep = keeper<number>()
    const fail = () => Promise.reject(new Error('the database went away'))
    await expect(keep({ db, actor: admin, now: start }, today, fail)).rejects.toThrow('went away')
    const { figures } = await keep({ db, actor: admin, now: start }, today, count)
    expect(figures).toBe(looks)
  })
})
