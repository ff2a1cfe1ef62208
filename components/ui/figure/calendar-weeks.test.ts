import { expect, test } from 'vitest'
import { formatDay, lastDay, toDay } from '@/lib/calendar-date'
import { firstOfMonth, mondayOf, monthsAfter, weeksOfMonth } from './calendar-weeks'

test.each([
  ['2026-03-15', 6, '2026-02-23', '2026-04-05', 'a month that begins on a Sunday needs six weeks'],
  ['2027-02-10', 4, '2027-02-01', '2027-02-28', 'a February that begins on a Monday needs four'],
  ['2011-12-30', 5, '2011-11-28', '2012-01-01', 'the month in which Samoa skipped a day'],
  ['1994-12-31', 5, '1994-11-28', '1995-01-01', 'the month in which Kiritimati skipped a day'],
  ['1970-01-01', 5, '1969-12-29', '1970-02-01', 'the first month'],
  ['9999-12-31', 5, '9999-11-29', '10000-01-02', 'the last month'],
])('the month of %s has %i weeks, %s to %s: %s', (date, count, first, last) => {
  const weeks = weeksOfMonth(toDay(date))
  const days = weeks.flat()
  expect(weeks.map(week => week.length)).toEqual(Array.from({ length: count }, () => 7))
  expect([formatDay(days.at(0) ?? 0), formatDay(days.at(-1) ?? 0)]).toEqual([first, last])
  expect(days).toEqual(Array.from({ length: count * 7 }, (_, index) => (days[0] ?? 0) + index))
})

test.each([
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2025-12-15', 1, '2026-01-15'],
  ['1970-01-15', -1, '1969-12-15'],
  ['9999-12-31', 1, '10000-01-31'],
])('%s and %i months is %s', (date, count, after) => {
  expect(formatDay(monthsAfter(toDay(date), count))).toBe(after)
})

test('a week begins on Monday and a month on its first day', () => {
  expect(formatDay(mondayOf(toDay('2026-03-15')))).toBe('2026-03-09')
  expect(formatDay(mondayOf(toDay('2026-03-09')))).toBe('2026-03-09')
  expect(formatDay(firstOfMonth(lastDay))).toBe('9999-12-01')
})
