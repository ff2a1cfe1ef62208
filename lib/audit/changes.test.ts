import { expect, it } from 'vitest'
import { changesOf } from './changes'

it('keeps only what differs', () => {
  expect(changesOf({ a: 1, b: [1, 2], c: null }, { a: 1, b: [1, 3], c: 'x' })).toEqual({
    before: { b: [1, 2], c: null },
    after: { b: [1, 3], c: 'x' },
  })
})

it('keeps all of what was created or deleted', () => {
  expect(changesOf(null, { a: 1, b: undefined })).toEqual({ before: null, after: { a: 1 } })
  expect(changesOf({ a: 1 }, null)).toEqual({ before: { a: 1 }, after: null })
})

it('writes amounts and moments so that JSON keeps every digit', () => {
  const { after } = changesOf(null, {
    retailMinor: 9_007_199_254_740_993n,
    at: new Date(0),
    in: { costMinor: -1n },
  })
  expect(JSON.parse(JSON.stringify(after))).toEqual({
    retailMinor: '9007199254740993',
    at: '1970-01-01T00:00:00.000Z',
    in: { costMinor: '-1' },
  })
})
