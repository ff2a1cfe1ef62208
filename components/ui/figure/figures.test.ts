import { expect, test } from 'vitest'
import { roundUp } from '../chart/bar-chart'
import { monthDayText } from '../fields/month-day-picker'
import { clampNote } from '../fields/month-grid'
import { toggled } from '../fields/toggle-set'
import { marginPercent } from './margin'
import { countText, plural } from './number'

test('a margin is a share of retail, and of nothing there is none', () => {
  expect(marginPercent(300n, 200n)).toBe('33.3 %')
  expect(marginPercent(100n, 250n)).toBe('−150.0 %')
  expect(marginPercent(1000n, 999n)).toBe('0.1 %')
  expect(marginPercent(0n, 200n)).toBeNull()
})

test('days that short months lack are explained, together', () => {
  expect(clampNote([15, 28])).toBeNull()
  expect(clampNote([15, 31])).toBe('31 means the last day in shorter months.')
  expect(clampNote([29, 30, 31])).toBe('29, 30 and 31 mean the last day in shorter months.')
})

test('picking a day twice takes it out again, and the set stays sorted', () => {
  expect(toggled([1, 3], 2)).toEqual([1, 2, 3])
  expect(toggled([1, 2, 3], 2)).toEqual([1, 3])
})

test('counts are grouped and agree with their noun', () => {
  expect(countText(1_204_000n)).toBe('1,204,000')
  expect(plural(1, 'charge')).toBe('1 charge')
  expect(plural(0, 'entry', 'entries')).toBe('0 entries')
})

test('a day of the year is read as day and month', () => {
  expect(monthDayText(331)).toBe('31 March')
  expect(monthDayText(1201)).toBe('1 December')
})

test('the scale of a chart ends on a round number that holds the longest bar', () => {
  expect(roundUp(1130)).toBe(1200)
  expect(roundUp(0)).toBe(1)
  expect(roundUp(0.07)).toBeCloseTo(0.08)
})
