import { expect, test } from 'vitest'
import { addMonths, monthEndsBefore, sampleBase, sampleShifts } from './sample-dates'

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-01-31', -2, '2025-11-30'],
  ['2026-11-20', 14, '2028-01-20'],
  ['2028-03-31', -1, '2028-02-29'],
])('%s moved by %i months is %s', (date, months, moved) => {
  expect(addMonths(date, months)).toBe(moved)
})

test('the last days of the months before', () => {
  expect(monthEndsBefore('2026-03-15', 3)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28'])
})

test('on the day that the sample was made for nothing moves', () => {
  const shifts = sampleShifts(sampleBase)
  expect(shifts.assignments?.start_date?.('2026-07-31')).toBe('2026-07-31')
  expect(shifts.usage?.started_at?.('2026-07-31T10:00:00')).toBe('2026-07-31T10:00:00')
})

test('calls keep their distance to today and their time, assignments their day of the month', () => {
  const shifts = sampleShifts('2026-12-25')
  expect(shifts.usage?.started_at?.('2026-11-19T10:00:00')).toBe('2026-12-24T10:00:00')
  expect(shifts.assignments?.start_date?.('2026-09-01')).toBe('2026-10-01')
  expect(shifts.assignments?.end_date?.('')).toBe('')
})
