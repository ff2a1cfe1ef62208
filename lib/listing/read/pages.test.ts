import { type SQL, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '@/db/client'
import { describeDatabases, withOwner } from '@/testing/database'
import type { Order } from './keyset'
import { findPage, type Listing, type ListPage, type Position } from './pages'

const column = { name: sql`r.name`, day: sql`r.day`, amount: sql`r.amount`, currency: sql`r.currency` }

// Ties everywhere, and a third of the days are null: 7 names, 4 days, 3 amounts in 2 currencies.
const rowCount = 333
const makeRows = sql`create table paged_rows as select i::bigint as id, 'name ' || i * 31 % 7 as name,
  case when i % 3 > 0 then date '2026-01-01' + i * 17 % 4 end as day, (i * 13 % 3 - 1)::bigint as amount,
  case when i % 2 = 0 then 'EUR' else 'USD' end as currency from generate_series(1, ${rowCount}::int) i`

/** Only the owner makes tables; everybody may read this one. */
const makeTable = (db: Db, statement: SQL) =>
  withOwner(db, async owner => {
    await owner.execute(statement)
    await owner.execute(sql`grant select on all tables in schema public to public`)
  })

const orders: [string, Order, string][] = [
  ['the id', { keys: [] }, 'id'],
  ['the id, the latest first', { keys: [], down: true }, 'id desc'],
  ['a text', { keys: [{ by: column.name, type: 'text' }] }, 'name, id'],
  ['a text, downwards', { keys: [{ by: column.name, type: 'text' }], down: true }, 'name desc, id desc'],
  [
    'a date that may be missing',
    { keys: [{ by: column.day, type: 'date' }], nullsLast: true },
    'day nulls last, id',
  ],
  [
    'a date that may be missing, downwards',
    { keys: [{ by: column.day, type: 'date' }], nullsLast: true, down: true },
    'day desc nulls last, id desc',
  ],
  [
    'two values of which the first may be missing',
    {
      keys: [
        { by: column.day, type: 'date' },
        { by: column.name, type: 'text' },
      ],
      nullsLast: true,
      down: true,
    },
    'day desc nulls last, name desc, id desc',
  ],
  [
    'an amount within its currency',
    {
      keys: [
        { by: column.currency, type: 'text' },
        { by: sql`-(${column.amount})`, type: 'bigint' },
      ],
    },
    'currency, amount desc, id',
  ],
]

describeDatabases('pages of a list', open => {
  let db: Db
  beforeAll(async () => {
    db = await open()
    await makeTable(db, makeRows)
  })
  const listing = (order: Order, where = sql`true`): Listing => ({
    from: sql`paged_rows r`,
    id: sql`r.id`,
    where,
    order,
  })
  const ask = (order: Order, position: Position, where?: ReturnType<typeof sql>) =>
    findPage(db, listing(order, where), position)
  async function all(order: Order): Promise<ListPage[]> {
    const pages = [await ask(order, {})]
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
      pages.push(await ask(order, { after: next }))
    return pages
  }

  describe.each(orders)('sorted by %s', (_, order, orderBy) => {
    test('hold every row once, in its order', async () => {
      const expected = await rowsOf<{ id: number }>(
        db,
        sql`select id::float8 as id from paged_rows order by ${sql.raw(orderBy)}`,
      )
      const pages = await all(order)
      expect(pages.flatMap(page => page.ids)).toEqual(expected.map(row => row.id))
      expect(pages.map(page => page.count)).toEqual(pages.map(() => rowCount))
    })

    test('are the same on the way back, up to the first', async () => {
      const pages = await all(order)
      for (let at = pages.length - 1; at > 0; at -= 1) {
        const back = await ask(order, { before: pages[at]?.previous })
        expect(back).toEqual(pages[at - 1])
      }
    })
  })

  const byName: Order = { keys: [{ by: column.name, type: 'text' }] }

  test('start at the beginning where the cursor is mangled, and where nothing comes after it', async () => {
    const first = await ask(byName, {})
    expect(await ask(byName, { after: 'mangled' })).toEqual(first)
    const beyond = Buffer.from(JSON.stringify(['zzz', '1'])).toString('base64url')
    expect(await ask(byName, { after: beyond })).toEqual(first)
  })

  test('before a place close to the beginning are the whole first page', async () => {
    const first = await ask(byName, {})
    const third = Buffer.from(JSON.stringify(['name 0', String(first.ids[2])])).toString('base64url')
    expect(await ask(byName, { before: third })).toEqual(first)
  })

  test('are none where nothing matches', async () => {
    expect(await ask(byName, {}, sql`r.id < 0`)).toEqual({ ids: [], count: 0, next: null, previous: null })
  })

  test('come in the same order where there are more rows than are counted', async () => {
    await makeTable(
      db,
      sql`create table many_rows as select i::bigint as id, 'name ' || i % 9 as name, i % 2 = 0 as is_even
        from generate_series(1, 25000) i`,
    )
    const many = {
      from: sql`many_rows r`,
      id: sql`r.id`,
      where: undefined,
      order: { keys: [{ by: sql`r.name`, type: 'text' } as const], down: true },
      search: { ids: [sql`select id from many_rows where is_even limit 10001`], where: sql`r.is_even` },
    }
    const first = await findPage(db, many, {})
    const second = await findPage(db, many, { after: first.next })
    const expected = await rowsOf<{ id: number }>(
      db,
      sql`select id::float8 as id from many_rows where is_even order by name desc, id desc limit 100`,
    )
    expect([...first.ids, ...second.ids]).toEqual(expected.map(row => row.id))
    expect(first.count).toBe(10_001)
    expect(await findPage(db, many, { before: second.previous })).toEqual(first)
  })
})
