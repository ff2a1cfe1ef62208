import { describe, expect, it } from 'vitest'
import { civilOf, dayOf, formatDay, isTimeZone, lastDay, parseDay, todayIn, weekdayOf } from './calendar-date'

describe('a calendar date', () => {
  it('is the same day back and forth, in every year it may have', () => {
    for (let day = -800_000; day <= lastDay; day += 367) {
      const { year, month, day: date } = civilOf(day)
      expect(dayOf(year, month, date)).toBe(day)
    }
    expect(formatDay(lastDay)).toBe('9999-12-31')
    expect(parseDay('9999-12-31')).toBe(lastDay)
  })
  it('agrees with the platform on each day of four centuries', () => {
    for (let day = 0; day < 146_097; day += 1) {
      const date = new Date(day * 86_400_000)
      if (formatDay(day) !== date.toISOString().slice(0, 10)) throw new Error(`day ${day}`)
      if (weekdayOf(day) !== (date.getUTCDay() || 7)) throw new Error(`weekday of ${day}`)
    }
  })
  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '1969-12-31',
    '2026-1-1',
    '２０２６-01-01',
    '',
    '2026-01-01T00:00',
  ])('is not %s', text => expect(parseDay(text)).toBeNull())
  it('exists on 29 February of a leap year', () => expect(parseDay('2000-02-29')).toBe(11_016))
})

describe('today', () => {
  const now = new Date('2026-03-31T23:30:00Z')
  it.each([
    ['UTC', '2026-03-31'],
    ['Europe/London', '2026-04-01'],
    ['Pacific/Kiritimati', '2026-04-01'],
    ['America/St_Johns', '2026-03-31'],
  ])('in %s is %s', (zone, date) => expect(todayIn(zone, now)).toBe(date))
  it('needs a time zone that exists', () => {
    const names = ['Europe/Paris', 'UTC', 'Mars/Base', '', '+02:00']
    expect(names.filter(isTimeZone)).toEqual(['Europe/Paris', 'UTC'])
  })
})
