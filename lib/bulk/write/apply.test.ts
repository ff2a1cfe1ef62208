import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Db } from '@/db/client'
import { assignments } from '@/db/schema/assignments'
import { type Actor, commandLineActor as admin } from '@/lib/access/actor'
import { listHistory } from '@/lib/audit/read/history'
import { runBilling } from '@/lib/billing-runs/start'
import { didRangeSchema } from '@/lib/dids/schema'
import { createRange } from '@/lib/dids/write/range'
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
import { now, today } from '@/testing/today'
import { planBulk } from '../plan'
import { bulkInputSchema } from '../schema'
import { applyBulk } from './apply'
import { takeBackBulk } from './take-back'

describeDatabases('bulk changes', open => {
  let db: Db
  let manager: Actor
  let customerId: number
  let packageId: number
  beforeAll(async () => {
    db = await open()
    manager = await makeManager(db)
    customerId = await makeCustomer(db, { accountManagerId: manager.id })
    packageId = await makePackage(db, { retail: '10', setupRetail: '2', match: '23', lastPeriod: 'prorate' })
  })
  const numbers = async (n: number, owner: number | null = customerId) => {
    const made = []
    for (let i = 0; i < n; i += 1) made.push((await makeDid(db, owner)).id)
    return made
  }
  const change = (fields: Record<string, unknown>) =>
    bulkInputSchema.parse({ do: 'assign', startOn: today, ...fields })
  const given = (ids: number[], fields = {}) =>
    change({ selection: { kind: 'did', ids }, packageId, ...fields })
  const open_ = (ids: number[]) =>
    db
      .select()
      .from(assignments)
      .where(sql`did_id = any(${sql.param(ids)}::bigint[])`)
      .orderBy(assignments.id)

  test('many rows are saved a part at a time, told as they go, and none of them where a later part fails', async () => {
    const range = { first: '442055000000', last: '442055000899', customerId, carrier: '' }
    await createRange({ db, actor: admin }, didRangeSchema.parse(range))
    const matching = { search: '442055000' }
    const input = change({ selection: { kind: 'did', ids: [], matching }, packageId })
    const apply = (onProgress: (done: number, total: number) => void) =>
      applyBulk({ db, actor: admin, today }, { change: input, count: 900 }, onProgress)
    const before = await db.$count(assignments)
    const stop = (done: number) => {
      if (done > 0) throw new Error('cut off')
    }
    await expect(apply(stop)).rejects.toThrow('cut off')
    expect(await db.$count(assignments)).toBe(before)
    const told: string[] = []
    await apply((done, total) => told.push(`${done} of ${total}`))
    expect(told).toEqual(['0 of 900', '400 of 900', '800 of 900'])
    expect(await db.$count(assignments)).toBe(before + 900)
  })

  test('a package for many: who can have it gets it, the others say why not', async () => {
    const fresh = await numbers(3)
    const [stock = 0] = await numbers(1, null)
    const [has = 0] = await numbers(1)
    await assign(db, { packageId, didId: has })
    const [foreign = 0] = await numbers(1, await makeCustomer(db, { currency: 'EUR' }))
    const input = given([...fresh, stock, has, foreign])
    const { rows } = await planBulk({ db, actor: admin, today }, input)
    expect(
      rows.map(row => [
        row.target.id,
        row.problem?.replace(/Package \d+|Customer \d+|^\d{12}/g, '…') ?? null,
        row.amountMinor,
      ]),
    ).toEqual([
      ...fresh.map(id => [id, null, 1200n]),
      [stock, '… is in stock: give it to a customer first.', 0n],
      [has, 'It has … already.', 0n],
      [foreign, '… is sold in USD and … pays in EUR: choose a package in EUR.', 0n],
    ])
    expect(
      (await refusalOf(applyBulk({ db, actor: admin, today }, { change: input, count: 6 }))).formError,
    ).toMatch(/3 of 6/)
    const done = await applyBulk({ db, actor: admin, today }, { change: input, count: 3 })
    expect(done.count).toBe(3)
    const made = await open_(fresh)
    expect(made.map(row => [row.payerId, row.startOn, row.quantity, row.revision])).toEqual(
      fresh.map(() => [customerId, today, 1, 1]),
    )
    expect(made[0]?.reference).toBe(`A${String(made[0]?.id).padStart(6, '0')}`)
    const history = await listHistory({ db, actor: admin }, { assignmentId: made[0]?.id ?? 0 }, {})
    expect(history.rows.map(row => row.action)).toEqual(['assignment.created'])
    await takeBackBulk({ db, actor: admin, today }, { id: done.id })
    expect(await open_(fresh)).toEqual([])
    expect((await refusalOf(takeBackBulk({ db, actor: admin, today }, { id: done.id }))).formError).toMatch(
      /already/,
    )
  })

  test('what was charged since is not taken back', async () => {
    const ids = await numbers(2)
    const done = await applyBulk({ db, actor: admin, today }, { change: given(ids), count: 2 })
    await runBilling({ db, actor: admin }, { mode: 'post', throughOn: today, now, today, customerId })
    expect((await refusalOf(takeBackBulk({ db, actor: admin, today }, { id: done.id }))).formError).toMatch(
      /2 of them have charges/,
    )
    const end = change({ do: 'end', selection: { kind: 'did', ids }, packageId, endOn: today })
    const { rows } = await planBulk({ db, actor: admin, today }, end)
    // 30 days from 23 November, one of them used: 9.67 of 10.00 comes back for each.
    expect(rows.map(row => row.amountMinor)).toEqual([-967n, -967n])
    const ended = await applyBulk({ db, actor: admin, today }, { change: end, count: 2 })
    expect((await open_(ids)).map(row => [row.endOn, row.endedOn])).toEqual([
      [today, today],
      [today, today],
    ])
    await takeBackBulk({ db, actor: admin, today }, { id: ended.id })
    expect((await open_(ids)).map(row => [row.endOn, row.revision])).toEqual([
      [null, 3],
      [null, 3],
    ])
    const again = await applyBulk({ db, actor: admin, today }, { change: end, count: 2 })
    await runBilling(
      { db, actor: admin },
      {
        mode: 'post',
        throughOn: '2026-11-24',
        now,
        today: '2026-11-24',
        customerId,
      },
    )
    expect((await refusalOf(takeBackBulk({ db, actor: admin, today }, { id: again.id }))).formError).toMatch(
      /credited since/,
    )
  })

  test('minimum days hold in bulk: an admin overrides with a reason, an account manager does not', async () => {
    const sold = await makePackage(db, { minimumDays: 30 })
    const ids = await numbers(1)
    await applyBulk({ db, actor: manager, today }, { change: given(ids, { packageId: sold }), count: 1 })
    const end = (reason: string) =>
      change({ do: 'end', selection: { kind: 'did', ids }, packageId: '', endOn: '2026-11-30', reason })
    const problems = async (actor: Actor, reason: string) =>
      (await planBulk({ db, actor, today }, end(reason))).rows.map(row => row.problem)
    expect(await problems(manager, 'because')).toEqual([expect.stringMatching(/Minimum days/)])
    expect(await problems(admin, '')).toEqual([expect.stringMatching(/Minimum days/)])
    expect(await problems(admin, 'because')).toEqual([null])
  })

  test('a quantity for many, now or later, and back to what it was', async () => {
    const ids = await numbers(2)
    await applyBulk({ db, actor: admin, today }, { change: given(ids, { startOn: '2026-11-23' }), count: 2 })
    const quantity = change({
      do: 'quantity',
      selection: { kind: 'did', ids },
      packageId,
      quantity: 3,
      effectiveOn: '2026-12-01',
    })
    const { rows } = await planBulk({ db, actor: admin, today }, quantity)
    expect(rows.map(row => row.amountMinor)).toEqual([2000n, 2000n])
    const done = await applyBulk({ db, actor: admin, today }, { change: quantity, count: 2 })
    const typed = async () => {
      const rows = await db
        .select({ n: sql<number>`quantity` })
        .from(sql`assignment_quantities q`)
        .orderBy(sql`q.number`)
      return rows.map(row => row.n)
    }
    expect(await typed()).toEqual([3, 3])
    await takeBackBulk({ db, actor: admin, today }, { id: done.id })
    // What was typed stays: the quantity of before is typed again for the same day.
    expect(await typed()).toEqual([3, 3, 1, 1])
  })

  test('one that somebody edited since keeps all as they are', async () => {
    const ids = await numbers(2)
    const done = await applyBulk({ db, actor: admin, today }, { change: given(ids), count: 2 })
    const [first] = await open_(ids)
    await db
      .update(assignments)
      .set({ revision: 2 })
      .where(eq(assignments.id, first?.id ?? 0))
    expect((await refusalOf(takeBackBulk({ db, actor: admin, today }, { id: done.id }))).formError).toMatch(
      /changed or deleted/,
    )
    expect(await open_(ids)).toHaveLength(2)
  })

  test('an account manager changes only their own, by ids and by filters, and takes back only their own', async () => {
    const stranger = await makeManager(db)
    const ids = await numbers(1)
    expect((await refusalOf(planBulk({ db, actor: stranger, today }, given(ids)))).formError).toMatch(
      /not one of yours/,
    )
    const all = change({ selection: { kind: 'did', matching: { search: '' } }, packageId })
    expect((await refusalOf(planBulk({ db, actor: stranger, today }, all))).formError).toMatch(
      /not one of yours/,
    )
    const done = await applyBulk({ db, actor: manager, today }, { change: given(ids), count: 1 })
    expect(
      (await refusalOf(takeBackBulk({ db, actor: stranger, today }, { id: done.id }))).formError,
    ).toMatch(/not one of yours/)
    await takeBackBulk({ db, actor: manager, today }, { id: done.id })
  })

  test('customers themselves are given packages too, by filter', async () => {
    const name = 'Bulk Orchard'
    const made = [
      await makeCustomer(db, { name: `${name} 1` }),
      await makeCustomer(db, { name: `${name} 2` }),
    ]
    const input = change({ selection: { kind: 'customer', matching: { search: name } }, packageId })
    const done = await applyBulk({ db, actor: admin, today }, { change: input, count: 2 })
    const rows = await db
      .select()
      .from(assignments)
      .where(eq(assignments.customerId, made[0] ?? 0))
    expect([done.count, rows.length, rows[0]?.payerId]).toEqual([2, 1, made[0]])
    expect((await assignmentRow(db, rows[0]?.id ?? 0)).didId).toBeNull()
  })

  test('10,000 at once, and more are refused', async () => {
    const range = (first: string, last: string) =>
      createRange({ db, actor: admin }, didRangeSchema.parse({ first, last, customerId, carrier: 'Bulk' }))
    await range('4930000000', '4930009999')
    const input = change({ selection: { kind: 'did', matching: { search: '', carrier: 'Bulk' } }, packageId })
    const done = await applyBulk({ db, actor: admin, today }, { change: input, count: 10_000 })
    const told: number[] = []
    await takeBackBulk({ db, actor: admin, today }, { id: done.id }, (at, total) => told.push(total - at))
    expect([told.length, told[0], told.at(-1)]).toEqual([25, 10_000, 400])
    expect(await db.$count(assignments, sql`did_id in (select id from dids where carrier = 'Bulk')`)).toBe(0)
    await range('4940000000', '4940000000')
    expect((await refusalOf(planBulk({ db, actor: admin, today }, input))).formError).toMatch(
      /More than 10,000/,
    )
  })
})
