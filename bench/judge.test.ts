import { expect, test } from 'vitest'
import { misses } from './judge'

test('a figure on its limit holds, and one beyond it is named', () => {
  expect(
    misses([
      { what: 'posting beside the limit', value: 0.1, atLeast: 0.1 },
      { what: 'bare', value: 0.0999, atLeast: 0.1 },
      { what: 'page, ms', value: 300.4, atMost: 300 },
      { what: 'memory', value: 300, atMost: 400 },
    ]),
  ).toEqual(['bare: 0.0999, at least 0.1', 'page, ms: 300, at most 300'])
})

test('what could not be measured has missed', () => {
  expect(misses([{ what: 'rate', value: Number.NaN, atMost: 1 }])).toHaveLength(1)
})
