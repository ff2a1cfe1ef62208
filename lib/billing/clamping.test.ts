import { addMonths, addYears, format, parseISO } from 'date-fns'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, toDay } from '../calendar-date'
import { datesBetween } from './schedule'

/** Days of 2000 to 2039: four of the years begin a run of clamped leap days. */
const starts = fc.integer({ min: toDay('2000-01-01'), max: toDay('2039-12-31') })
const howOften = fc.integer({ min: 1, max: 7 })
const dates = 40

const after = (start: number, step: (first: Date, n: number) => Date): string[] => {
  const first = parseISO(formatDay(start))
  return Array.from({ length: dates }, (_, n) => format(step(first, n), 'yyyy-MM-dd'))
}

const billed = (frequency: 'monthly' | 'yearly', every: number, start: number): string[] =>
  datesBetween({ frequency, every, match: [] }, start, start, start + 370 * dates * every)
    .slice(0, dates)
    .map(formatDay)

test('billing dates of every N months are those of date-fns: a day that a month lacks is its last, and later months have it again', () => {
  fc.assert(
    fc.property(starts, howOften, (start, every) => {
      expect(billed('monthly', every, start)).toEqual(after(start, (first, n) => addMonths(first, n * every)))
    }),
  )
  expect(billed('monthly', 1, toDay('2028-01-31')).slice(0, 4)).toEqual([
    ...['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
  ])
})

test('billing dates of every N years are those of date-fns: 29 February is the 28th where there is none', () => {
  fc.assert(
    fc.property(starts, howOften, (start, every) => {
      expect(billed('yearly', every, start)).toEqual(after(start, (first, n) => addYears(first, n * every)))
    }),
  )
  expect(billed('yearly', 1, toDay('2028-02-29')).slice(3, 5)).toEqual(['2031-02-28', '2032-02-29'])
})
