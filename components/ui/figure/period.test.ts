import { expect, test } from 'vitest'
import { periodText } from './period'

test.each([
  ['2026-03-01', '2026-04-01', '1–31 Mar 2026', 'one month names it once'],
  ['2026-03-15', '2026-04-15', '15 Mar – 14 Apr 2026', 'one year is written once'],
  ['2025-12-10', '2026-01-10', '10 Dec 2025 – 9 Jan 2026', 'two years are both written'],
  ['2026-03-31', '2026-04-01', '31 Mar 2026', 'a single day is a date'],
  ['2026-03-31', '2026-03-31', '31 Mar 2026', 'a point in time is a date'],
  ['9999-12-01', '10000-01-01', '9999-12-01 – 10000-01-01', 'past the last date it stays as it is'],
])('%s to %s is %s', (from, to, text) => {
  expect(periodText(from, to)).toBe(text)
})

test('a period without an end is open', () => {
  expect(periodText('2026-03-15', null)).toBe('15 Mar 2026 – open')
})
