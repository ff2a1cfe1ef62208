import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { describeDatabases } from '@/testing/database'
import { rowsOf } from './rows'
import { array, unnest } from './unnest'

describeDatabases('a set that is handed to the database', open => {
  test('any text arrives as it is: quotes, backslashes, commas, braces, the word NULL, nothing at all', async () => {
    const db = await open()
    const texts = [
      'plain',
      '',
      'NULL',
      null,
      '"',
      '\\',
      'a"b\\"c',
      '{,}',
      ' two  words ',
      'line\nbreak',
      'Łódź 💶',
      '$&',
    ]
    const rows = await rowsOf<{ t: string | null; place: number }>(
      db,
      sql`select t, place::int as place from ${unnest(['text', texts])} with ordinality as x(t, place) order by place`,
    )
    expect(rows.map(row => row.t)).toEqual(texts)
  })

  test('numbers, truth and nothing keep their place beside each other', async () => {
    const db = await open()
    const rows = await rowsOf(
      db,
      sql`select big::text as big, whole, yes from ${unnest(
        ['bigint', [9_223_372_036_854_775_807n, null, -1n]],
        ['int', [null, 2, -3]],
        ['boolean', [true, null, false]],
      )} as x(big, whole, yes)`,
    )
    expect(rows).toEqual([
      { big: '9223372036854775807', whole: null, yes: true },
      { big: null, whole: 2, yes: null },
      { big: '-1', whole: -3, yes: false },
    ])
  })

  test('an instant is read in its own zone', async () => {
    const db = await open()
    const at = array('timestamptz', ['2026-01-01T00:00:00+02:00', null])
    const rows = await rowsOf<{ days: number[] }>(
      db,
      sql`select array(select extract(epoch from t)::int from unnest(${at}) t) as days`,
    )
    expect(rows[0]?.days).toEqual([1_767_218_400, null])
  })
})
