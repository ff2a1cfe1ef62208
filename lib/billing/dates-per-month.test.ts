import { expect, test } from 'vitest'
import { toDay } from '@/lib/calendar-date'
import { paceOf } from './dates-per-month'

const start = toDay('2026-01-31')

test.each([
  ['a one-time package has no pace', { frequency: 'none', every: 1, match: [] }, null],
  ['a day a day is 365.2425 a year', { frequency: 'daily', every: 1, match: [] }, 365.2425 / 12],
  [
    'two weekdays every other week are one a week',
    { frequency: 'weekly', every: 2, match: [1, 4] },
    52.1775 / 12,
  ],
  ['a weekday of the start is one', { frequency: 'weekly', every: 1, match: [] }, 52.1775 / 12],
  ['the 31st is once a month, also where it is the start', { frequency: 'monthly', every: 1, match: [] }, 1],
  [
    '30 and 31 are one date in February and April',
    { frequency: 'monthly', every: 1, match: [30, 31] },
    19 / 12,
  ],
  ['every third month is a third', { frequency: 'monthly', every: 3, match: [15] }, 1 / 3],
  [
    '28 and 29 February are two dates in one year of four',
    { frequency: 'yearly', every: 1, match: [228, 229] },
    5 / 48,
  ],
  ['every other year is a twenty-fourth', { frequency: 'yearly', every: 2, match: [] }, 1 / 24],
] as const)('%s', (_, schedule, perMonth) => {
  const pace = paceOf(schedule, start)
  if (perMonth === null) expect(pace).toBeNull()
  else expect((pace?.dates ?? 0) / (pace?.months ?? 1)).toBeCloseTo(perMonth, 9)
})
