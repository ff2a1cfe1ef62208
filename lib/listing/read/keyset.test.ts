import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Order, readCursor, writeCursor } from './keyset'

const byName: Order = { keys: [{ by: sql`name`, type: 'text' }] }
const byEnd: Order = { keys: [{ by: sql`end_on`, type: 'date' }], nullsLast: true }
const byAmount: Order = {
  keys: [
    { by: sql`currency`, type: 'text' },
    { by: sql`amount`, type: 'bigint' },
  ],
}
const cursor = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url')

describe('a cursor', () => {
  test.each([
    ['text of any script', byName, ['ærø "quoted" \\ 100% 電話 😀', '7']],
    ['a date', byEnd, ['2026-03-31', '7']],
    ['no date, where that has a place', byEnd, [null, '7']],
    ['several values, negative ones too', byAmount, ['EUR', '-1999', '7']],
    ['the id alone', { keys: [] }, ['900719925474099']],
  ])('gives back the place that it was written from: %s', (_, order, place) => {
    expect(readCursor(writeCursor(place), order)).toEqual(place)
  })

  test.each([
    ['nothing', byName, ''],
    ['no cursor at all', byName, 'x'],
    ['no JSON', byName, Buffer.from('[').toString('base64url')],
    ['no list', byName, cursor({ length: 2 })],
    ['too few values', byName, cursor(['a'])],
    ['too many values', byName, cursor(['a', 'b', '7'])],
    ['a number where text stands', byName, cursor(['a', 7])],
    ['an id that is none', byName, cursor(['a', '7; drop table x'])],
    ['an id past what fits', byName, cursor(['a', '9'.repeat(19)])],
    ['a NUL', byName, cursor(['a\0', '7'])],
    ['half of a surrogate pair', byName, cursor(['a\ud800', '7'])],
    ['a day that does not exist', byEnd, cursor(['2026-02-30', '7'])],
    ['null where there is always a value', byName, cursor([null, '7'])],
    ['null after the first value', byAmount, cursor(['EUR', null, '7'])],
    ['an amount with a point', byAmount, cursor(['EUR', '1.5', '7'])],
    ['longer than any value', byName, cursor(['a'.repeat(5_000), '7'])],
    ["another order's", byAmount, cursor(['2026-03-31', '7'])],
  ])('that is mangled is none: %s', (_, order, text) => {
    expect(readCursor(text, order)).toBeNull()
  })
})
