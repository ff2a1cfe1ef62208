import { describe, expect, it } from 'vitest'
import { dueDay, hourIn, hourText, isOverdue, nextDay } from './due'

describe('the billing day that is due', () => {
  it.each([
    ['before the hour it is yesterday', 'UTC', '2026-11-23T02:59:59Z', 3, '2026-11-22'],
    ['from the hour on it is today', 'UTC', '2026-11-23T03:00:00Z', 3, '2026-11-23'],
    ['at midnight the hour 0 has struck', 'UTC', '2026-11-23T00:00:00Z', 0, '2026-11-23'],
    ['the zone decides, not the machine', 'Pacific/Kiritimati', '2026-11-22T13:00:00Z', 3, '2026-11-23'],
    [
      'west of Greenwich the day begins later',
      'America/Los_Angeles',
      '2026-11-23T10:59:00Z',
      3,
      '2026-11-22',
    ],
    [
      'an hour that summer time skips has struck with the next',
      'Europe/London',
      '2026-03-29T01:00:00Z',
      1,
      '2026-03-29',
    ],
    ['an hour that comes twice strikes once', 'Europe/London', '2026-10-25T01:30:00Z', 1, '2026-10-25'],
    ['new year', 'UTC', '2027-01-01T01:00:00Z', 3, '2026-12-31'],
  ])('%s', (_name, zone, at, hour, day) => {
    expect(dueDay(zone, new Date(at), hour)).toBe(day)
  })

  it('is overdue from the second hour on', () => {
    const late = (at: string) => isOverdue('UTC', new Date(at), 3, '2026-11-23')
    expect([
      late('2026-11-23T03:59:00Z'),
      late('2026-11-23T04:00:00Z'),
      late('2026-11-24T00:00:00Z'),
    ]).toEqual([false, true, true])
  })

  it('is followed by the next', () => {
    expect(nextDay('UTC', new Date('2026-11-23T02:00:00Z'), 3)).toBe('2026-11-23')
    expect(nextDay('UTC', new Date('2026-11-23T03:00:00Z'), 3)).toBe('2026-11-24')
    expect([hourIn('UTC', new Date('2026-11-23T00:10:00Z')), hourText(3)]).toEqual([0, '03:00'])
  })
})
