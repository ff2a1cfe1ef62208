import { expect, test } from 'vitest'
import { firstDate, lastDay, toDay } from './calendar-date'
import {
  calendarDateText,
  dayOfUtcDate,
  dayText,
  instantText,
  monthNames,
  monthText,
  periodText,
  utcDateOf,
  weekdayNames,
} from './date-text'

test.each([
  ['2026-03-15', '15 Mar 2026', 'Sun 15 Mar 2026', 'a day'],
  ['2026-09-01', '1 Sep 2026', 'Tue 1 Sep 2026', 'September has three letters'],
  ['2011-12-30', '30 Dec 2011', 'Fri 30 Dec 2011', 'the day that Samoa skipped'],
  ['1994-12-31', '31 Dec 1994', 'Sat 31 Dec 1994', 'the day that Kiritimati skipped'],
  ['2028-02-29', '29 Feb 2028', 'Tue 29 Feb 2028', 'a leap day'],
  [firstDate, '1 Jan 1970', 'Thu 1 Jan 1970', 'the first date'],
  ['9999-12-31', '31 Dec 9999', 'Fri 31 Dec 9999', 'the last date'],
  ['not a date', 'not a date', 'not a date', 'other text stays as it is'],
])('%s is %s or %s: %s', (date, plain, withWeekday) => {
  expect(calendarDateText(date)).toBe(plain)
  expect(calendarDateText(date, 'with weekday')).toBe(withWeekday)
})

test('the days beside the first and the last date have a text', () => {
  expect(dayText(-1, 'with weekday')).toBe('Wed 31 Dec 1969')
  expect(dayText(lastDay + 1, 'with weekday')).toBe('Sat 1 Jan 10000')
})

test('a day has other styles', () => {
  const day = toDay('2026-03-05')
  expect(dayText(day, 'day and month')).toBe('5 Mar')
  expect(dayText(day, 'long month and year')).toBe('March 2026')
  expect(dayText(day, 'weekday')).toBe('Thu')
  expect(monthText('2026-12')).toBe('Dec 2026')
})

test('a day comes back from date-fns as it went in', () => {
  for (const day of [-1, 0, toDay('2011-12-30'), lastDay, lastDay + 1])
    expect(dayOfUtcDate(utcDateOf(day))).toBe(day)
})

test('more days than are remembered are all right', () => {
  const texts = Array.from({ length: 25_000 }, (_, day) => dayText(day))
  expect([texts[0], texts[24_999]]).toEqual(['1 Jan 1970', '12 Jun 2038'])
})

test.each([
  ['2026-03-01', '2026-04-01', '1–31 Mar 2026', 'one month names it once'],
  ['2026-03-15', '2026-04-15', '15 Mar – 14 Apr 2026', 'one year is written once'],
  ['2025-12-10', '2026-01-10', '10 Dec 2025 – 9 Jan 2026', 'two years are both written'],
  ['2025-03-10', '2026-03-20', '10 Mar 2025 – 19 Mar 2026', 'one month of two years'],
  ['2026-03-31', '2026-04-01', '31 Mar 2026', 'a single day is a date'],
  ['2026-03-31', '2026-03-31', '31 Mar 2026', 'a point in time is a date'],
  ['9999-12-01', '10000-01-01', '1–31 Dec 9999', 'the last month ends before the year 10000'],
  ['2026-03-01', 'never', '2026-03-01 – never', 'other text stays as it is'],
])('%s to %s is %s: %s', (from, to, text) => {
  expect(periodText(from, to)).toBe(text)
})

test('a period without an end is open', () => {
  expect(periodText('2026-03-15', null)).toBe('15 Mar 2026 – open')
})

test('names begin with Monday and January', () => {
  expect(weekdayNames('long')).toEqual([
    ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  ])
  expect(weekdayNames('short').join(' ')).toBe('Mon Tue Wed Thu Fri Sat Sun')
  expect(weekdayNames('two letters').join(' ')).toBe('Mo Tu We Th Fr Sa Su')
  expect(monthNames('short').join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
  expect(monthNames('long').at(8)).toBe('September')
})

test.each([
  ['2026-09-30T23:30:00Z', 'Europe/Berlin', '1 Oct 2026, 01:30'],
  ['2026-09-01T00:00:00Z', 'UTC', '1 Sep 2026, 00:00'],
  ['2011-12-30T09:59:59Z', 'Pacific/Apia', '29 Dec 2011, 23:59'],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', '31 Dec 2011, 00:00'],
  ['2026-03-29T01:00:00Z', 'Europe/London', '29 Mar 2026, 02:00'],
  ['9999-12-31T23:00:00Z', 'Asia/Kathmandu', '1 Jan 10000, 04:45'],
])('%s in %s is %s', (at, zone, text) => {
  expect(instantText(at, zone)).toBe(text)
})

test('a moment has seconds if they are asked for', () => {
  expect(instantText(new Date('2026-03-15T04:12:07Z'), 'UTC', true)).toBe('15 Mar 2026, 04:12:07')
})
