import { describe, expect, test } from 'vitest'
import { formatDay, toDay } from '../calendar-date'
import { clampedFrom, isBelowMargin, previewOf, spendExamples } from './preview'
import { packageSchema } from './schema'

function terms(fields: Record<string, unknown>) {
  return packageSchema.parse({ name: 'x', ...fields }).terms
}
const from = (date: string) => ({ quantity: 1, startOn: toDay(date), endBefore: null })

test('the next 12 dates of the 31st are the last days of the months, the short ones marked', () => {
  const preview = previewOf(
    terms({ frequency: 'monthly', match: '31', retail: '10', cost: '4' }),
    'USD',
    from('2026-01-31'),
  )
  expect(preview.dates.map(date => [formatDay(date.day), date.clampedFrom])).toEqual([
    ['2026-01-31', null],
    ['2026-02-28', 31],
    ['2026-03-31', null],
    ['2026-04-30', 31],
    ['2026-05-31', null],
    ['2026-06-30', 31],
    ['2026-07-31', null],
    ['2026-08-31', null],
    ['2026-09-30', 31],
    ['2026-10-31', null],
    ['2026-11-30', 31],
    ['2026-12-31', null],
  ])
  expect(preview.year).toEqual({ dates: 12, years: 1, retailMinor: 12_000n, costMinor: 4_800n })
})

test('setup joins the first date; a second of one day is one date', () => {
  const preview = previewOf(
    terms({ frequency: 'monthly', match: '1', retail: '10', setupRetail: '5' }),
    'USD',
    from('2026-03-01'),
  )
  expect(preview.dates).toHaveLength(12)
  expect(preview.dates[0]?.lines.map(line => line.kind)).toEqual(['setup', 'recurring'])
  expect(preview.dates[0]?.retailMinor).toBe(1_500n)
})

describe('an average year counts real dates', () => {
  const cases: [string, Record<string, unknown>, number, number, bigint][] = [
    ['daily over 2026', { frequency: 'daily' }, 365, 1, 36_500n],
    ['daily over 2028, a leap year', { frequency: 'daily' }, 366, 1, 36_600n],
    ['15 and 31', { frequency: 'monthly', match: '15|31' }, 24, 1, 2_400n],
    ['30 and 31: one date in February', { frequency: 'monthly', match: '30|31' }, 23 - 4, 1, 1_900n],
    ['every 5 months: 12 times in 5 years', { frequency: 'monthly', every: '5', match: '1' }, 12, 5, 240n],
    ['every 3 years', { frequency: 'yearly', every: '3' }, 1, 3, 33n],
  ]
  for (const [name, fields, dates, years, retailMinor] of cases)
    test(name, () => {
      const start = name.includes('2028') ? '2028-01-01' : '2026-01-01'
      expect(previewOf(terms({ retail: '1', ...fields }), 'USD', from(start)).year).toMatchObject({
        dates,
        years,
        retailMinor,
      })
    })
  test('a one-time package has none', () => {
    expect(previewOf(terms({ retail: '1' }), 'USD', from('2026-01-01'))).toMatchObject({
      year: null,
      dates: [{ retailMinor: 100n }],
    })
  })
})

test('an end cuts the list and prorates the last period', () => {
  const whatIf = { quantity: 2, startOn: toDay('2026-03-01'), endBefore: toDay('2026-04-16') }
  const preview = previewOf(
    terms({ frequency: 'monthly', match: '1', retail: '10', lastPeriod: 'prorate' }),
    'USD',
    whatIf,
  )
  expect(preview.dates.map(date => [formatDay(date.day), date.retailMinor])).toEqual([
    ['2026-03-01', 2_000n],
    ['2026-04-01', 1_000n],
  ])
})

test('arrears dates are the ends of the periods, marked by what they were matched from', () => {
  const preview = previewOf(
    terms({ frequency: 'monthly', match: '31', timing: 'arrears', retail: '1' }),
    'USD',
    from('2026-01-31'),
    2,
  )
  expect(preview.dates.map(date => [formatDay(date.day), date.clampedFrom])).toEqual([
    ['2026-02-28', 31],
    ['2026-03-31', null],
  ])
})

test('29 February is marked in other years, and a date of another month is not', () => {
  const schedule = { frequency: 'yearly', every: 1, match: [229, 430] } as const
  const start = toDay('2026-01-01')
  expect(clampedFrom(schedule, start, toDay('2026-02-28'))).toBe(29)
  expect(clampedFrom(schedule, start, toDay('2028-02-29'))).toBeNull()
  expect(clampedFrom(schedule, start, toDay('2026-04-30'))).toBeNull()
})

test('minimum spend of 50: spend 25 is charged 25, spend 50 or 60 nothing', () => {
  const examples = spendExamples(
    terms({ frequency: 'monthly', match: '1', minimumSpend: 'yes', retail: '50' }),
    'USD',
    1,
  )
  expect(examples).toEqual([
    { spendMinor: 0n, chargeMinor: 5_000n },
    { spendMinor: 2_500n, chargeMinor: 2_500n },
    { spendMinor: 5_000n, chargeMinor: 0n },
    { spendMinor: 6_000n, chargeMinor: 0n },
  ])
})

test('the margin is below 20 % at 19.999…, not at 20', () => {
  expect(isBelowMargin(10_000_000, 8_000_000, 20)).toBe(false)
  expect(isBelowMargin(10_000_000, 8_000_001, 20)).toBe(true)
  expect(isBelowMargin(0, 5, 20)).toBe(false)
})
