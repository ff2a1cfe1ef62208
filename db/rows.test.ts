import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { describeDatabases } from '@/testing/database'
import { rowsOf } from './rows'

describeDatabases('raw rows', open => {
  test('have the same JavaScript types on both databases', async () => {
    const rows = await rowsOf(
      await open(),
      sql`select 1::int2 as small, 2::int4 as whole, 9007199254740993::int8 as big, 5::int8 as little_big,
        1.50::numeric as exact, 0.5::float8 as inexact, '2024-02-29'::date as day,
        '2026-03-29 01:30:00+02'::timestamptz as instant, '2026-03-29 01:30:00'::timestamp as wall,
        true as yes, 'x'::text as word, 'USD'::char(3) as code, '{"a":[1]}'::jsonb as json, null::int8 as nothing,
        '{1,2}'::int4[] as wholes, '{1,2}'::int8[] as bigs, '{a,b}'::text[] as words, '{2024-02-29}'::date[] as days,
        (select count(*) from users) as count, (select sum(x) from (values (1::int8)) t (x)) as sum`,
    )
    expect(rows).toEqual([
      {
        small: 1,
        whole: 2,
        big: '9007199254740993',
        little_big: '5',
        exact: '1.50',
        inexact: 0.5,
        day: '2024-02-29',
        instant: '2026-03-28 23:30:00+00',
        wall: '2026-03-29 01:30:00',
        yes: true,
        word: 'x',
        code: 'USD',
        json: { a: [1] },
        nothing: null,
        wholes: [1, 2],
        bigs: ['1', '2'],
        words: ['a', 'b'],
        days: '{2024-02-29}',
        count: '0',
        sum: '1',
      },
    ])
  })

  test('arrays go in as one parameter and unnest', async () => {
    const [days, amounts, words] = [
      ['2024-02-29', null],
      [9_007_199_254_740_993n, -5n],
      ['a "quoted", {braced}', 'back\\slash'],
    ]
    const rows = await rowsOf(
      await open(),
      sql`select * from unnest(${sql.param(days)}::date[], ${sql.param(amounts)}::int8[], ${sql.param(words)}::text[]) as t (day, amount, word)`,
    )
    expect(rows).toEqual([
      { day: '2024-02-29', amount: '9007199254740993', word: 'a "quoted", {braced}' },
      { day: null, amount: '-5', word: 'back\\slash' },
    ])
  })
})
